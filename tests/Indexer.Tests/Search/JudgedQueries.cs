using System.Runtime.CompilerServices;
using KB.Indexer.Reports;
using KB.Indexer.Search.Engine;
using KB.Indexer.Search.Queries;

namespace KB.Indexer.Tests.Search;

/// <summary>The crashes of corpus/ as an index: documents are named by the logs they come from.</summary>
public sealed class CorpusIndex : IDisposable
{
    private readonly SmallIndex _index = new();

    public CorpusIndex()
    {
        string crashes = Path.Combine(Root(), "corpus", "crashes");
        foreach (string file in Directory.EnumerateFiles(crashes, "*.log", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (ReportParser.Parse(File.ReadAllText(file)) is { } report)
            {
                _index.Add(new SearchDocument { Number = 0, Id = Path.GetRelativePath(crashes, file), Title = report.Title, Report = report }, new DocumentValues
                {
                    Crash = _index.Documents.Count,
                    Type = report.Type,
                    Release = report.Kernel.Release ?? "",
                    Arch = report.Kernel.Arch ?? "",
                });
            }
        }

        Searcher = _index.Searcher();
    }

    internal Searcher Searcher { get; }

    internal IEnumerable<string> Found(string query) =>
        Searcher.Search(Query.Parse(query), new SearchOptions { Take = 5 }).Hits.Select(hit => _index.Documents[hit.Document].Id);

    public void Dispose() => _index.Dispose();

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}

/// <summary>Queries that a developer would type, and what must come first: judged by the defect that was put into the log's kernel.</summary>
public sealed class JudgedQueries(CorpusIndex corpus) : IClassFixture<CorpusIndex>
{
    [Theory]
    [InlineData("sysfs_warn_dup", "sysfs_dup|net_bond")]
    [InlineData("bond_create_sysfs", "net_bond2")]
    [InlineData("netdev_register_kobject sysfs_do_create_link_sd", "net_bond.log")]
    [InlineData("duplicate filename bond", "net_bond")]
    [InlineData("sysfs: duplicate filename in bond_create_sysfs", "net_bond2")]
    [InlineData("bonding_masters", "net_bond2")]
    [InlineData("lib/refcount.c kc_run", "refcount")]
    [InlineData("use-after-free kc_uaf_lock", "uaf_lock")]
    [InlineData("KASAN: use-after-free Read in kc_uaf_read", "use_after_free_read")]
    [InlineData("uaf_write", "uaf_write")]
    [InlineData("slab-out-of-bounds left", "slab_oob_left")]
    [InlineData("kasan slab-out-of-bounds write oob_right", "slab_oob_right|mod_kasan_test")]
    [InlineData("stack-out-of-bounds kc_stack_oob", "stack_oob")]
    [InlineData("vmalloc-out-of-bounds", "vmalloc|VMALLOC|GUARD_PAGE")]
    [InlineData("vmalloc_oob", "vmalloc_oob")]
    [InlineData("double free", "double_free|DOUBLE_FREE")]
    [InlineData("scheduling while atomic", "sched_atomic|SCHEDULING")]
    [InlineData("__schedule_bug", "sched_atomic|SCHEDULING")]
    [InlineData("sleeping function called from invalid context rcu", "sleep_rcu")]
    [InlineData("sleep_spin", "sleep_spin")]
    [InlineData("suspicious rcu usage", "rcu_suspicious")]
    [InlineData("soft lockup kc_tmr", "soft_lockup_timer")]
    [InlineData("task hung kc_hung", "hung_task")]
    [InlineData("hung task lkdtm direct_entry", "lkdtm_HUNG_TASK")]
    [InlineData("stack guard page recursive_loop", "EXHAUST_STACK")]
    [InlineData("kc_recurse", "stack_overflow")]
    [InlineData("divide error", "div_zero")]
    [InlineData("null pointer dereference kc_null_write", "null_write")]
    [InlineData("lkdtm_ACCESS_NULL", "ACCESS_NULL")]
    [InlineData("ACCESS_NULL", "ACCESS_NULL")]
    [InlineData("execute_location", "EXEC_")]
    [InlineData("rodata do nothing", "EXEC_RODATA")]
    [InlineData("corrupted list lkdtm add", "CORRUPT_LIST_ADD")]
    [InlineData("__list_del_entry_valid", "list_del|LIST_DEL")]
    [InlineData("refcount bug DEC_ZERO", "REFCOUNT_DEC_ZERO")]
    [InlineData("refcount_warn_saturate kc_run", "refcount")]
    [InlineData("WARNING: refcount bug in lkdtm_REFCOUNT_INC_OVERFLOW", "REFCOUNT_INC_OVERFLOW")]
    [InlineData("stack is corrupted strong", "CORRUPT_STACK_STRONG")]
    [InlineData("kernel panic dumptest", "lkdtm_PANIC")]
    [InlineData("sysrq crash", "sysrq_crash")]
    [InlineData("sysrq_handle_crash", "sysrq_crash")]
    [InlineData("bad usercopy", "USERCOPY")]
    [InlineData("usercopy_abort whitelist", "USERCOPY_SLAB_WHITELIST")]
    [InlineData("__copy_overflow", "usercopy")]
    [InlineData("fortify strscpy", "FORTIFY_STRSCPY")]
    [InlineData("fortify_panic kc_fortify", "kc_fortify")]
    [InlineData("skb_panic over", "skb_over")]
    [InlineData("skb_under", "skb_under")]
    [InlineData("proc_register", "proc_dup")]
    [InlineData("bad unlock balance rwsem", "rwsem_unlock")]
    [InlineData("smp_processor_id preemptible", "smp_id")]
    [InlineData("ubsan shift", "ubsan_shift")]
    [InlineData("array-index-out-of-bounds", "ubsan_bounds|ARRAY_BOUNDS")]
    [InlineData("invalid-load", "ubsan_bool")]
    [InlineData("cache_from_obj", "SLAB_FREE_PAGE|SLAB_FREE_CROSS|double_free|cache")]
    [InlineData("kmalloc_oob_right kunit", "mod_kasan_test")]
    [InlineData("task hung test_wait", "test_lockup.*state_D")]
    [InlineData("delay_tsc finit_module", "test_lockup")]
    [InlineData("fn:kc_write_ro arch:arm64", "arm64.*write_ro")]
    [InlineData("kc_bug release:v6.12", "stock-612.*kc_bug")]
    [InlineData("type:kasan fn:kc_uaf_write", "kasan.*uaf_write")]
    [InlineData("stack:\"sysfs_warn_dup > sysfs_create_dir_ns > kobject_add_internal\"", "sysfs_dup_ioctl")]
    [InlineData("stack:\"lkdtm_* > direct_entry > full_proxy_write\"", "lkdtm_")]
    [InlineData("title:\"task hung\" -lkdtm -test_wait", "hung_task|HUNG|hung")]
    [InlineData("lib/list_debug.c -lkdtm", "kc_list")]
    [InlineData("kc_uaf_lok", "uaf_lock")]
    public void The_first_hit_is_the_crash_that_was_meant(string query, string first)
    {
        SearchResult result = corpus.Searcher.Search(Query.Parse(query));
        string[] found = [.. corpus.Found(result.Suggestion ?? query)];
        Assert.NotEmpty(found);
        Assert.Matches(first, found[0]);
    }
}
