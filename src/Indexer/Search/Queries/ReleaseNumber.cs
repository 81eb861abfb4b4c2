namespace KB.Indexer.Search.Queries;

/// <summary>A kernel release as one number that sorts as releases do: 5.4-rc3, 5.4, 5.4.1, 5.10.</summary>
public static class ReleaseNumber
{
    private const long NoCandidate = 0xffff;

    /// <summary>The number of a release as <c>uname -r</c> prints it; null when it does not start with one.</summary>
    public static long? Of(string release) => Parse(release)?.From;

    /// <summary>What a release stands for: <c>v5.4</c> for all of 5.4, its candidates and stable releases too; <c>5.4.3</c> for itself.</summary>
    public static ValueRange? Parse(string release)
    {
        ReadOnlySpan<char> rest = release.AsSpan().Trim();
        if (rest.StartsWith("v", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest[1..];
        }

        if (!Number(ref rest, out long major) || !Dot(ref rest) || !Number(ref rest, out long minor))
        {
            return null;
        }

        bool exact = Dot(ref rest) & Number(ref rest, out long patch);
        long candidate = NoCandidate;
        if (rest.StartsWith("-rc", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest[3..];
            exact |= Number(ref rest, out candidate);
        }

        long start = (major << 48) | (minor << 32);
        long one = start | (patch << 16) | candidate;
        return exact ? new(one, one) : new(start, start | 0xffff_ffff);
    }

    private static bool Dot(ref ReadOnlySpan<char> text)
    {
        if (text is not ['.', >= '0' and <= '9', ..])
        {
            return false;
        }

        text = text[1..];
        return true;
    }

    private static bool Number(ref ReadOnlySpan<char> text, out long value)
    {
        int length = 0;
        value = 0;
        for (; length < text.Length && char.IsAsciiDigit(text[length]); length++)
        {
            value = Math.Min((value * 10) + (text[length] - '0'), NoCandidate - 1);
        }

        text = text[length..];
        return length > 0;
    }
}
