using System.Text;
using System.Text.RegularExpressions;

namespace KB.Indexer.Corpus.Sources;

/// <summary>Logs exported as a table: CSV and its kin of Splunk, Kibana, Grafana and spreadsheets, what was logged in one column.</summary>
/// <remarks>Source: RFC 4180; semicolons, tabs and bars part cells too. A cell between quotes may hold ends of lines.</remarks>
internal static partial class TableLog
{
    /// <summary>Characters of a cell: what is more is left out.</summary>
    private const int MaxCell = 1 << 20;

    /// <summary>Cells of a row.</summary>
    private const int MaxCells = 200;

    /// <summary>Rows below the head that must have as many cells as it.</summary>
    private const int Asked = 4;

    private const string Separators = ",;\t|";

    /// <summary>What the column of the messages is called, the surest name first.</summary>
    private static readonly string[] Messages = ["message", "_raw", "msg", "log", "line", "textpayload", "@message", "jsonpayload.message", "log_message", "log message", "logmessage", "body", "event", "text", "content", "raw"];

    /// <summary>True when the first line names columns, one of them that of messages, and the rows below have as many cells.</summary>
    public static bool Is(string head)
    {
        string[] names = Columns(head, out char separator);
        if (names.Length < 2 || Column(names) < 0)
        {
            return false;
        }

        List<string[]> rows = [.. Rows(new StringReader(head), separator, () => { }).Skip(1).Take(Asked)];
        bool isCut = rows.Count < Asked && head.Length >= SourceInput.HeadBytes / 2;
        return rows.Count > 0 && rows.SkipLast(isCut ? 1 : 0).All(row => row.Length == names.Length);
    }

    /// <summary>What was logged, oldest first.</summary>
    public static LinesReader Open(SourceInput input)
    {
        int column = Column(Columns(input.HeadText, out char separator));
        return new LinesReader(tooLong => Lines(input.OpenText(), separator, column, tooLong), MaxCell);
    }

    private static IEnumerable<string> Lines(TextReader table, char separator, int column, Action tooLong)
    {
        using (table)
        {
            IEnumerable<string[]> rows = Rows(table, separator, tooLong).Skip(1).Where(row => row.Length > column);
            foreach (string[] row in TimeOrder.OldestFirst(rows, row => string.Join(' ', row)))
            {
                foreach (string line in row[column].Split('\n'))
                {
                    yield return line.TrimEnd('\r');
                }
            }
        }
    }

    private static string[] Columns(string head, out char separator)
    {
        string line = head.AsSpan().TrimStart('\uFEFF').ToString().Split('\n', 2)[0].TrimEnd('\r');
        separator = Separators.MaxBy(each => line.AsSpan().Count(each));
        string[] names = [.. line.Split(separator).Select(name => name.Trim('"', ' '))];
        return Array.TrueForAll(names, name => Name.IsMatch(name)) ? names : [];
    }

    private static int Column(string[] names) =>
        Messages.Select(name => Array.FindIndex(names, each => each.Equals(name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(at => at >= 0, -1);

    /// <summary>The rows, each as its cells, of which the quotes are taken off.</summary>
    private static IEnumerable<string[]> Rows(TextReader table, char separator, Action tooLong)
    {
        var row = new List<string>();
        var cell = new StringBuilder();
        bool isQuoted = false, isCut = false;
        for (int next = table.Read(); next >= 0; next = table.Read())
        {
            char sign = (char)next;
            if (sign == '"' && (isQuoted || cell.Length == 0))
            {
                if (isQuoted && table.Peek() == '"')
                {
                    table.Read();
                    cell.Append('"');
                }
                else
                {
                    isQuoted = !isQuoted;
                }
            }
            else if (!isQuoted && (sign == separator || sign == '\n'))
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (sign == '\n' || row.Count >= MaxCells)
                {
                    row[^1] = row[^1].TrimEnd('\r');
                    yield return [.. row];
                    row.Clear();
                }
            }
            else if (cell.Length < MaxCell)
            {
                cell.Append(sign);
            }
            else if (!isCut)
            {
                isCut = true;
                tooLong();
            }
        }

        if (cell.Length + row.Count > 0)
        {
            yield return [.. row, cell.ToString()];
        }
    }

    [GeneratedRegex(@"\A[A-Za-z_@#][\w@.#:/() -]{0,48}\z")]
    private static partial Regex Name { get; }
}
