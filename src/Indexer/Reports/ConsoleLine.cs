namespace KB.Indexer.Reports;

/// <summary>One line of console text, its prefixes taken off.</summary>
/// <param name="Number">Line of the source, counted from 1.</param>
/// <param name="Context">Who printed it: <see cref="Bare"/>, <see cref="Console"/>, or the caller id as <c>T123</c> (task) and <c>C0</c> (CPU).</param>
/// <param name="Text">What was printed, without prefixes and without the end of the line.</param>
internal readonly record struct ConsoleLine(int Number, string Context, string Text)
{
    /// <summary>Context of a line without any sign that the kernel printed it.</summary>
    public const string Bare = "";

    /// <summary>Context of a line that the kernel printed, not known who.</summary>
    public const string Console = "console";

    /// <summary>True when the line says which task or CPU printed it.</summary>
    public bool HasCaller => IsCaller(Context);

    /// <summary>True for the context of a task or a CPU.</summary>
    public static bool IsCaller(string context) => context.Length > 1 && context[0] is 'T' or 'C' && char.IsAsciiDigit(context[^1]);
}
