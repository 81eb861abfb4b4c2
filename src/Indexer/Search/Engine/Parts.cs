namespace KB.Indexer.Search.Engine;

/// <summary>Parts of an identifier (<c>sysfs</c>, <c>warn</c>, <c>dup</c>), a path (<c>fs</c>, <c>sysfs</c>, <c>dir</c>) or a release (<c>4.6.0</c>, <c>syzkaller</c>).</summary>
/// <param name="token">A folded token.</param>
/// <param name="kind">Its kind: says where it is cut.</param>
internal ref struct Parts(ReadOnlySpan<char> token, TokenKind kind)
{
    private readonly ReadOnlySpan<char> _token = token;
    private readonly string _cuts = kind switch
    {
        TokenKind.Path => "/_.-+~=@",
        TokenKind.Release => "-+~",
        _ => "_",
    };

    private int _start = -1;
    private int _end = -1;

    /// <summary>The part.</summary>
    public readonly Range Current => _start.._end;

    /// <summary>The parts of a token; single characters are left out, and so is a token that is its own only part.</summary>
    public static Parts Of(ReadOnlySpan<char> token, TokenKind kind) => new(token, kind);

    /// <summary>For <c>foreach</c>.</summary>
    public readonly Parts GetEnumerator() => this;

    /// <summary>Goes to the next part.</summary>
    public bool MoveNext()
    {
        while (_end < _token.Length)
        {
            _start = _end + 1;
            if (_start >= _token.Length)
            {
                return false;
            }

            int cut = _token[_start..].IndexOfAny(_cuts);
            _end = cut < 0 ? _token.Length : _start + cut;
            if (_end - _start > 1 && _end - _start < _token.Length)
            {
                return true;
            }
        }

        return false;
    }
}
