namespace KB.Indexer.Tests.Bisections;

/// <summary>Made-up logs in the wording of their time, for the tests.</summary>
internal static class Logs
{
    public static readonly string A = new('a', 40);
    public static readonly string B = new('b', 40);
    public static readonly string C = new('c', 40);
    public static readonly string D = new('d', 40);
    public static readonly string E = new('e', 40);

    /// <summary>2020: two releases, two steps, a culprit whose commit message looks like a log.</summary>
    public static readonly string Cause = $"""
        bisecting cause commit starting from {A}
        building syzkaller on {E}
        testing commit {A} with gcc (GCC) 8.1.0
        kernel signature: 1111111111111111111111111111111111111111111111111111111111111111
        run #0: crashed: WARNING in widget_poll
        run #1: basic kernel testing failed: failed to copy test binary to VM: failed to run ["scp" "x"]: exit status 1
        Connection timed out during banner exchange
        lost connection

        run #2: crashed: WARNING in widget_poll
        testing release v5.7
        testing commit {B} with gcc (GCC) 8.1.0
        kernel signature: 2222222222222222222222222222222222222222222222222222222222222222
        all runs: crashed: WARNING in gadget_poll
        testing release v5.6
        testing commit {C} with gcc (GCC) 8.1.0
        kernel signature: 3333333333333333333333333333333333333333333333333333333333333333
        all runs: OK
        # git bisect start {B} {C}
        Bisecting: 7831 revisions left to test after this (roughly 13 steps)
        warning: unable to access '/home/bot/.config/git/ignore': Permission denied
        [{D}] Merge tag 'widgets-5.7' of git://example.org/widgets

        testing commit {D} with gcc (GCC) 8.1.0
        drivers/widget/core.c:135:2: error: 'widget_end' is deprecated
        error: make failed
        # git bisect skip {D}
        Bisecting: 1 revision left to test after this (roughly 1 step)
        [{E}] widget: poll gadgets too

        testing commit {E} with gcc (GCC) 8.1.0
        kernel signature: 4444444444444444444444444444444444444444444444444444444444444444
        run #0: crashed: WARNING in gadget_poll
        run #1: OK
        run #2: boot failed: can't ssh into the instance
        # git bisect bad {E}
        {E} is the first bad commit
        commit {E}
        Author: W. Maker <maker@example.org>
        Date:   Mon Jan 20 10:00:00 2020 +0100

            widget: poll gadgets too

            run #0: crashed: WARNING in look_alike
            testing commit {A}
            Call Trace:

         drivers/widget/core.c | 12 ++++++++----
         1 file changed, 8 insertions(+), 4 deletions(-)

        parent commit {C} wasn't tested
        testing commit {C} with gcc (GCC) 8.1.0
        kernel signature: 3333333333333333333333333333333333333333333333333333333333333333
        culprit signature: 4444444444444444444444444444444444444444444444444444444444444444
        parent  signature: 3333333333333333333333333333333333333333333333333333333333333333
        revisions tested: 5, total time: 5h40m15.163312301s (build: 2h15m59.7s, test: 250ms)
        first bad commit: {E} widget: poll gadgets too
        recipients (to): ["maker@example.org" "\"odd\" <odd@example.org>"]
        recipients (cc): []
        crash: WARNING in gadget_poll
        ------------[ cut here ]------------
        WARNING: CPU: 0 PID: 1 at drivers/widget/core.c:140 gadget_poll+0x1/0x2
        crash: not the title
        run #0: crashed: not a run
        """ + "\n";

    /// <summary>2025: a banner, representative crashes, chances, a commit skipped by the stricter rule.</summary>
    public static readonly string Recent = $"""
        ci2 starts bisection 2025-02-26 11:46:17.044173253 +0000 UTC m=+61924.038322504
        bisecting cause commit starting from {A}
        fetch other tags and check if the commit is present
        rewritten commit {A} reidentified by title 'widget: end'

        building syzkaller on {E}
        ensuring issue is reproducible on original commit {A}

        testing commit {A} gcc
        compiler: Debian clang version 20.1.7, Debian LLD 20.1.7
        kernel signature: 1111111111111111111111111111111111111111111111111111111111111111
        all runs: crashed: KASAN: use-after-free Read in widget_poll
        representative crash: possible deadlock in a, then b, types: [LOCKDEP KASAN-USE-AFTER-FREE-READ]
        kconfig minimization: base=3801 full=7000 leaves diff=1100
        the minimizer says anything here
        testing commit {A} gcc
        all runs: crashed: KASAN: use-after-free Read in widget_poll
        representative crash: KASAN: use-after-free Read in widget_poll, types: [KASAN-USE-AFTER-FREE-READ]
        and here too
        minimized to 2 configs; suspects: [A B]
        picked [v6.13 v6.12] out of 9 release tags
        testing release v6.13
        testing commit {B} gcc
        run #0: crashed: KASAN: use-after-free Read in widget_poll
        run #1: ignore: lost connection to test machine
        run #2: infra problem: no machine
        run #3: OK
        unable to determine the verdict: 1 good runs (wanted 2), for bad wanted 2 in total, got 1
        testing release v6.12
        testing commit {C} gcc
        all runs: OK
        false negative chance: 0.001
        # git bisect start {A} {C}
        Bisecting: a merge base must be tested
        [{D}] Merge widgets

        testing commit {D} gcc
        failed building {D}: ld: out of widgets
        ld: second line
        # git bisect skip {D}
        There are only 'skip'ped commits left to test.
        The first bad commit could be any of:
        {D}
        {E}
        We cannot bisect more!
        reproducer is flaky (0.35 repro chance estimate)
        accumulated error probability: 0.04
        revisions tested: 5, total time: 1h0m0s (build: 30m0s, test: 20m0s)
        bisection is inconclusive, the first bad commit could be any of:
        {D}
        {E}
        """ + "\n";

    /// <summary>A search for the fix: a crash is good in git's words.</summary>
    public static readonly string Fix = $"""
        bisecting fixing commit since {A}
        building syzkaller on {E}
        testing commit {A} with gcc (GCC) 8.1.0
        all runs: crashed: WARNING in widget_poll
        testing current HEAD {B}
        testing commit {B} with gcc (GCC) 8.1.0
        all runs: OK
        # git bisect start {B} {A}
        Bisecting: 0 revisions left to test after this (roughly 0 steps)
        [{C}] widget: end it

        testing commit {C} with gcc (GCC) 8.1.0
        all runs: crashed: WARNING in widget_poll
        # git bisect good {C}
        {B} is the first bad commit
        commit {B}
        Merge: 1234567 89abcde
        Author: W. Maker <maker@example.org>

            widget: mend it

        :040000 040000 {C} {D} M	drivers
        revisions tested: 3, total time: 45.1s (build: 0s, test: 0s)
        first good commit: {B} widget: mend it
        cc: ["maker@example.org"]
        """ + "\n";
}
