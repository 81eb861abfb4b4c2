using System.Text;

namespace KB.Indexer.Corpus.Sources;

/// <summary>Passes a text on and keeps its beginning.</summary>
internal sealed class TeeReader(TextReader inner, int limit) : TextReader
{
    private readonly StringBuilder kept = new();

    /// <summary>What was read so far, at most the limit.</summary>
    public string Kept => kept.ToString();

    public override int Peek() => inner.Peek();

    public override int Read()
    {
        int character = inner.Read();
        if (character >= 0)
        {
            Keep([(char)character]);
        }

        return character;
    }

    public override int Read(Span<char> buffer)
    {
        int length = inner.Read(buffer);
        Keep(buffer[..length]);
        return length;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override string? ReadLine()
    {
        string? line = inner.ReadLine();
        if (line is not null)
        {
            Keep(line);
            Keep("\n");
        }

        return line;
    }

    /// <summary>Reads on until the text ends or enough is kept.</summary>
    public void Drain()
    {
        while (kept.Length < limit && ReadLine() is not null)
        {
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<char> text) => kept.Append(text[..Math.Min(text.Length, limit - kept.Length)]);
}
