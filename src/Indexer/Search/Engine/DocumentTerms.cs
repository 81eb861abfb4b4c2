using System.Text;
using System.Text.RegularExpressions;
using KB.Indexer.Bisections;
using KB.Indexer.Reports;
using KB.Indexer.Trackers;

namespace KB.Indexer.Search.Engine;

/// <summary>Takes the terms of documents, field by field, with how much each says about its document. See docs/search.md, "Scoring".</summary>
internal sealed partial class DocumentTerms
{
    /// <summary>Distance of the positions of two titles of one document.</summary>
    public const int TitleStride = 64;

    /// <summary>Distance of the positions of two stacks: more than the deepest one kept.</summary>
    public const int StackStride = 1 << 10;

    /// <summary>Tokens taken of one document: a megabyte of text has some 150,000.</summary>
    private const int MaxTokens = 200_000;

    /// <summary>Stacks taken of one report.</summary>
    private const int MaxStacks = 1000;

    private readonly FieldBuilder[] _fields;
    private readonly char[] _scratch = new char[Analyzer.MaxToken];
    private int _position;

    /// <summary>Takes the fields to fill, by their numbers.</summary>
    public DocumentTerms(FieldBuilder[] fields) => _fields = fields;

    /// <summary>Tokens of the text of the last document.</summary>
    public int Tokens => _position;

    /// <summary>A title as <see cref="SearchField.WholeTitle"/> holds it: its tokens with a space between, syzbot's counter behind it taken off.</summary>
    public static string Fold(string title)
    {
        var folded = new StringBuilder(title.Length);
        var analyzer = new Analyzer(Counter().Replace(title, ""), new char[Analyzer.MaxToken]);
        while (analyzer.Read())
        {
            folded.Append(folded.Length > 0 ? " " : "").Append(analyzer.Text);
        }

        return folded.ToString();
    }

    /// <summary>Takes all terms of a document.</summary>
    public void Take(SearchDocument document)
    {
        _position = 0;
        Keyword(SearchField.Id, document.Id);
        Title(document.Title, 0);
        int number = 1;
        foreach (string title in document.AltTitles.Append(document.Report?.Title ?? "").Concat(document.Report?.AltTitles ?? []))
        {
            if (title.Length > 0 && title != document.Title)
            {
                Title(title, TitleStride * number++);
            }
        }

        foreach (string title in document.Report?.FormerTitles.Except(document.AltTitles) ?? [])
        {
            Title(title, TitleStride * number++, former: true);
        }

        Text(document.Text ?? document.Report?.Text ?? "", Weights.Text);
        Text(document.Markdown ?? "", Weights.ArticleText);
        Report(document.Report);
        Bisection(document.Bisection);
        Trackers(document.Trackers);
        Commit(document.Culprit, SearchField.Culprit);
        foreach (string fix in document.FixedBy)
        {
            Commit(fix, SearchField.Commit);
        }
    }

    private void Title(string title, int position, bool former = false)
    {
        string folded = Fold(title);
        if (folded.Length == 0)
        {
            return;
        }

        float weight = former ? Weights.FormerTitle : 1;
        Keyword(SearchField.WholeTitle, folded, weight);
        int end = position + TitleStride - 1;
        var analyzer = new Analyzer(title, _scratch);
        while (analyzer.Read())
        {
            _fields[(int)SearchField.Title].Add(analyzer.Text, Math.Min(position++, end), weight);
            if (analyzer.Kind is TokenKind.Name or TokenKind.Path)
            {
                foreach (Range part in Parts.Of(analyzer.Text, analyzer.Kind))
                {
                    _fields[(int)SearchField.Title].Add(analyzer.Text[part], end, weight * Weights.PartOfTitle);
                }
            }
        }

        Text(title, weight * Weights.Title);
    }

    private void Text(string text, float weight)
    {
        var analyzer = new Analyzer(text, _scratch);
        while (_position < MaxTokens && analyzer.Read())
        {
            Token(ref analyzer, weight);
        }

        _position++;
    }

    private void Token(ref Analyzer token, float weight)
    {
        // Most of these are entries of page tables: found where they are asked for, but no words that make a text longer.
        if (token.Kind == TokenKind.PartOfCommit)
        {
            _fields[(int)SearchField.Commit].Add(token.Text, 0, 1);
            return;
        }

        _fields[(int)SearchFields.Of(token.Kind)].Add(token.Text, _position++, weight);
        if (token.Kind == TokenKind.Commit)
        {
            _fields[(int)SearchField.Commit].Add(token.Text, 0, 1);
        }
        else if (token.Kind == TokenKind.Path && (token.Line > 0 || weight == Weights.Title))
        {
            _fields[(int)SearchField.File].Add(token.Text, token.Line, 1);
        }

        if (token.Kind != TokenKind.Word && token.Kind != TokenKind.Commit)
        {
            foreach (Range part in Parts.Of(token.Text, token.Kind))
            {
                _fields[(int)SearchField.Part].Add(token.Text[part], 0, weight);
            }
        }
    }

    private void Report(CrashReport? report)
    {
        if (report is null)
        {
            return;
        }

        Keyword(SearchField.Id, report.Id);
        Stacks(report);
        Place(report.GuiltyFile, Weights.GuiltyFile);
        foreach (string location in report.Locations)
        {
            Place(location, 1);
        }

        Keyword(SearchField.Comm, report.Task?.Comm);
        Keyword(SearchField.Cpu, report.Task?.Cpu?.ToString());
        foreach (string held in report.Locks)
        {
            Keyword(SearchField.Lock, held);
        }

        foreach (string module in report.Modules)
        {
            Keyword(SearchField.Module, module);
        }

        Commit(report.Kernel.Commit, SearchField.Commit);
        Trackers(report.Trackers);
    }

    private void Stacks(CrashReport report)
    {
        bool crashing = true;
        for (int i = 0; i < Math.Min(report.Stacks.Count, MaxStacks); i++)
        {
            CallStack stack = report.Stacks[i];
            for (int depth = 0; depth < Math.Min(stack.Frames.Count, StackStride - 1); depth++)
            {
                StackFrame frame = stack.Frames[depth];
                float weight = Weights.Frame(crashing, depth, frame);
                weight += frame.Function == report.Frame ? Weights.GuiltyFrame : 0;
                Frame(frame, (i * StackStride) + depth, weight);
            }

            crashing &= stack.Kind is StackKind.Crash;
        }

        if (report.Frame is { } guilty)
        {
            Function(guilty, MaxStacks * StackStride, Weights.GuiltyFrame);
        }
    }

    private void Frame(StackFrame frame, int position, float weight)
    {
        Function(frame.Function, position, weight);
        if (frame.File is { } file)
        {
            PlaceTerm(file, frame.Line ?? 0, weight);
        }

        Keyword(SearchField.Module, frame.Module);
        if (position % StackStride == 0)
        {
            Keyword(SearchField.Address, frame.Address);
        }
    }

    private void Function(string name, int position, float weight)
    {
        var analyzer = new Analyzer(name, _scratch);
        if (!analyzer.Read())
        {
            return;
        }

        _fields[(int)SearchField.Function].Add(analyzer.Text, position, weight);
        FieldBuilder text = _fields[(int)SearchFields.Of(analyzer.Kind)];
        text.Weigh(analyzer.Text, weight);
        foreach (Range part in Parts.Of(analyzer.Text, analyzer.Kind))
        {
            _fields[(int)SearchField.Part].Weigh(analyzer.Text[part], weight);
        }
    }

    private void Place(string? place, float weight)
    {
        var analyzer = new Analyzer(place, _scratch);
        if (analyzer.Read() && analyzer.Kind == TokenKind.Path)
        {
            _fields[(int)SearchField.File].Add(analyzer.Text, analyzer.Line, weight);
            _fields[(int)SearchField.Path].Weigh(analyzer.Text, weight);
        }
    }

    private void PlaceTerm(string file, int line, float weight)
    {
        var analyzer = new Analyzer(file, _scratch);
        if (analyzer.Read() && analyzer.Kind == TokenKind.Path)
        {
            _fields[(int)SearchField.File].Add(analyzer.Text, line, weight);
        }
    }

    private void Bisection(Bisection? bisection)
    {
        if (bisection is null)
        {
            return;
        }

        foreach (CrashTitleCount title in bisection.CrashTitles)
        {
            Text(title.Title, Weights.Text);
        }

        Text(bisection.Result.Title ?? "", Weights.Title);
        Commit($"{bisection.Result.Commit} {bisection.Result.Title}", bisection.Mode == "cause" ? SearchField.Culprit : SearchField.Commit);
        foreach (string? commit in bisection.Revisions.Select(revision => (string?)revision.Commit).Append(bisection.Start).Concat(bisection.Result.Candidates))
        {
            Commit(commit, SearchField.Commit);
        }

        foreach (Revision revision in bisection.Revisions)
        {
            Text($"{revision.Release} {revision.Title}", Weights.Text);
        }

        Report(bisection.FinalCrash?.Report);
        Text(bisection.FinalCrash?.Title ?? "", Weights.Text);
    }

    private void Trackers(IReadOnlyList<TrackerReference> trackers)
    {
        foreach (TrackerReference tracker in trackers)
        {
            Keyword(SearchField.Tracker, tracker.Tracker);
            Keyword(SearchField.Tracker, tracker.Id);
            Keyword(SearchField.Tracker, tracker.Tracker + ":" + tracker.Id);
            if (tracker.Tracker is "fixes" or "commit")
            {
                Keyword(SearchField.Commit, tracker.Id);
            }
        }
    }

    /// <summary>Hex digits at the start are the id; what follows is the subject.</summary>
    private void Commit(string? text, SearchField field)
    {
        var analyzer = new Analyzer(text, _scratch);
        while (analyzer.Read())
        {
            _fields[(int)field].Add(analyzer.Text, 0, 1);
            if (analyzer.Kind is TokenKind.Commit or TokenKind.PartOfCommit && field != SearchField.Commit)
            {
                _fields[(int)SearchField.Commit].Add(analyzer.Text, 0, 1);
            }
        }
    }

    /// <summary>One value as one term.</summary>
    private void Keyword(SearchField field, string? value, float weight = 1)
    {
        if (value is { Length: > 0 })
        {
            string folded = value.Trim().ToLowerInvariant();
            _fields[(int)field].Add(folded.AsSpan(0, Math.Min(folded.Length, MaxKeyword)), 0, weight);
        }
    }

    /// <summary>Characters kept of a value: Message-IDs and titles are shorter.</summary>
    internal const int MaxKeyword = 250;

    [GeneratedRegex(@" \(\d+\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Counter();
}
