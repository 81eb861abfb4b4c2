namespace KB.Indexer.Bisections;

/// <summary>One kind of line of a bisection log.</summary>
/// <param name="Opening">What the line begins with.</param>
/// <param name="Example">Such a line; every example is a test.</param>
/// <param name="Read">Takes what stands behind the opening; false when the line is another after all.</param>
/// <param name="EndsDump">True when the line ends git's print of the culprit.</param>
internal sealed record LogLine(string Opening, string Example, Func<BisectionDraft, string, bool> Read, bool EndsDump = false);
