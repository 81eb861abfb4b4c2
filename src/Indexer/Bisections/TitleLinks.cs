namespace KB.Indexer.Bisections;

/// <summary>The place in history where a bug changed its title.</summary>
/// <param name="From">Title in newer kernels.</param>
/// <param name="To">Title in older kernels.</param>
/// <param name="Newer">Release or commit where the newer title was last seen.</param>
/// <param name="Older">Release or commit, the next with a crash, where the older title was seen.</param>
/// <param name="Likeness">How like rates and names are, 0 to 1.</param>
public sealed record TitleChange(string From, string To, string Newer, string Older, double Likeness);

/// <summary>Two crash titles that are probably one bug, with what speaks for it.</summary>
/// <param name="Title">Title that a bisection started from.</param>
/// <param name="Alias">The other title.</param>
/// <param name="Probability">Probability that they are one bug, 0 to 1: the highest of the bisections that saw both.</param>
/// <param name="Bisections">Ids of the bisections that started from <paramref name="Title"/> and saw <paramref name="Alias"/>.</param>
/// <param name="Runs">Runs there that ended in the alias.</param>
/// <param name="Together">Revisions at which both were seen.</param>
/// <param name="Seen">Bisections that saw the alias at all; few of them make the link stronger.</param>
/// <param name="SameCulprits">Pairs of bisections that started from one title each and blame the same commit.</param>
/// <param name="SameBinaries">Kernel binaries on which one bisection saw the title and another one the alias.</param>
/// <param name="Changes">Where the name changed.</param>
public sealed record AliasLink(
    string Title, string Alias, double Probability, IReadOnlyList<string> Bisections, int Runs, int Together, int Seen,
    int SameCulprits, int SameBinaries, IReadOnlyList<TitleChange> Changes);

/// <summary>A crash title that many unrelated bisections met on their way: background noise of old releases.</summary>
/// <param name="Title">The title.</param>
/// <param name="Bisections">Bisections that met it.</param>
/// <param name="Starts">Those that started from it.</param>
/// <param name="SameBug">Mean probability that it was the bug being bisected.</param>
public sealed record NoiseTitle(string Title, int Bisections, int Starts, double SameBug);

/// <summary>Bisections that name the same commit.</summary>
/// <param name="Commit">The culprit.</param>
/// <param name="Bisections">Their ids.</param>
/// <param name="Titles">Titles they started from.</param>
public sealed record SharedCulprit(string Commit, IReadOnlyList<string> Bisections, IReadOnlyList<string> Titles);

/// <summary>A change of title and the bisection that shows it.</summary>
/// <param name="Change">The change.</param>
/// <param name="Bisection">Id of the bisection.</param>
public sealed record SeenChange(TitleChange Change, string Bisection);

/// <summary>What all bisections together tell of crash titles: the shape of /bisections/duplicates.json.</summary>
/// <param name="Bisections">Bisections read.</param>
/// <param name="Links">Titles that are probably one bug, each pair once, the most probable first.</param>
/// <param name="Changes">Places in history where a title gave way to another, the likeliest first.</param>
/// <param name="Culprits">Commits that several bisections blame.</param>
/// <param name="Noise">Background noise.</param>
public sealed record AcrossBisections(
    int Bisections, IReadOnlyList<AliasLink> Links, IReadOnlyList<SeenChange> Changes, IReadOnlyList<SharedCulprit> Culprits, IReadOnlyList<NoiseTitle> Noise);
