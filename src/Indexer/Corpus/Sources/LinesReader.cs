namespace KB.Indexer.Corpus.Sources;

/// <summary>Lines made one after the other, read as a text.</summary>
internal sealed class LinesReader : TextReader
{
    private readonly IEnumerator<string> each;
    private readonly int longest;
    private string line = "";
    private int at;
    private int tooLong;

    /// <param name="lines">Makes the lines, and calls what it is given for each that it leaves out for its length.</param>
    /// <param name="longest">Characters of a line of the source.</param>
    public LinesReader(Func<Action, IEnumerable<string>> lines, int longest)
    {
        each = lines(() => tooLong++).GetEnumerator();
        this.longest = longest;
    }

    /// <summary>What was left out of what was read so far; null when nothing was.</summary>
    public string? LeftOut => tooLong == 0 ? null : $"{tooLong} {(tooLong == 1 ? "line" : "lines")} longer than {longest >> 20} Mi characters left out";

    public override string? ReadLine()
    {
        if (at < line.Length)
        {
            string left = line[at..^1];
            at = line.Length;
            return left;
        }

        return each.MoveNext() ? each.Current : null;
    }

    public override int Peek() => Fill() ? line[at] : -1;

    public override int Read() => Fill() ? line[at++] : -1;

    public override int Read(Span<char> buffer)
    {
        if (!Fill())
        {
            return 0;
        }

        int length = Math.Min(buffer.Length, line.Length - at);
        line.AsSpan(at, length).CopyTo(buffer);
        at += length;
        return length;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            each.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Fill()
    {
        if (at < line.Length)
        {
            return true;
        }

        (line, at) = each.MoveNext() ? (each.Current + "\n", 0) : ("", 0);
        return line.Length > 0;
    }
}
