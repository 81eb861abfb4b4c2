using System.Text;

namespace KB.Indexer.Cli;

/// <summary>Passes a text on and keeps how it begins, for who finds out at its end that it is needed.</summary>
internal sealed class HeadReader(TextReader text) : TextReader
{
    /// <summary>Characters kept.</summary>
    private const int Most = 1 << 20;

    private readonly StringBuilder _head = new();

    /// <summary>What was read, as far as it is kept.</summary>
    public string Head => _head.ToString();

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count)
    {
        int read = text.Read(buffer, index, count);
        _head.Append(buffer, index, Math.Min(read, Most - _head.Length));
        return read;
    }

    /// <inheritdoc/>
    public override int Read() => throw new NotSupportedException("A report is read in blocks.");
}
