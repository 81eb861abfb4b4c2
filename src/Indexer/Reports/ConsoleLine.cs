namespace KB.Indexer.Reports;

/// <summary>One line of console text, its prefixes taken off.</summary>
/// <param name="number">Line of the source, counted from 1.</param>
/// <param name="context">Who printed it: <see cref="Bare"/>, <see cref="Console"/>, a machine (<see cref="Of"/>), or the caller id as <c>T123</c> (task) and <c>C0</c> (CPU).</param>
/// <param name="text">What was printed, without prefixes and without the end of the line.</param>
/// <remarks>Reports look far ahead, so that a line is read for several of them: what it says is found out once.</remarks>
internal sealed class ConsoleLine(int number, string context, string text)
{
    /// <summary>Context of a line without any sign that the kernel printed it.</summary>
    public const string Bare = "";

    /// <summary>Context of a line that the kernel printed, not known who.</summary>
    public const string Console = "console";

    /// <summary>Context of a line that the kernel of a machine printed; logs of several may be in one.</summary>
    public static string Of(string host) => "@" + host;

    /// <summary>True for the context of a machine.</summary>
    public static bool IsMachine(string context) => context is ['@', ..];

    private string? _kept;

    /// <summary>Line of the source, counted from 1.</summary>
    public int Number { get; } = number;

    /// <summary>Who printed it.</summary>
    public string Context { get; } = context;

    /// <summary>What was printed.</summary>
    public string Text { get; } = text;

    /// <summary>The frame without the mark of an unwinder that was not sure; <see cref="Text"/> of any other line.</summary>
    public string Kept => _kept ??= Context.Length == 0 ? Text : FrameLines.WithoutMark(Text);

    /// <summary>True for a frame of which the unwinder was not sure.</summary>
    public bool IsUnsure => Kept.Length < Text.Length;

    /// <summary>True when the line says which task or CPU printed it.</summary>
    public bool HasCaller => IsCaller(Context);

    /// <summary>True for the context of a task or a CPU.</summary>
    public static bool IsCaller(string context) => context.Length > 1 && context[0] is 'T' or 'C' && char.IsAsciiDigit(context[^1]);
}
