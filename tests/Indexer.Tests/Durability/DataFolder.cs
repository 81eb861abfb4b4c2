using System.Text.Json;
using KB.Indexer.Corpus;
using KB.Indexer.Search;

namespace KB.Indexer.Tests.Durability;

/// <summary>A data folder with a small corpus and a journal, in a temporary place.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("kb-data-").FullName;

    public DataFolder()
    {
        Directory.CreateDirectory(Corpus);
        File.WriteAllText(Path.Combine(Corpus, "one.jsonl"), Line("corpus-1", "WARNING in widget_corpus", "text of the corpus") + "\n");
    }

    public string Data => Path.Combine(_root, "data");

    public string Corpus => Path.Combine(_root, "corpus");

    public string Catalogue => KB.Indexer.Search.Catalogue.PathIn(Data);

    /// <summary>A place for other files.</summary>
    public string Other(string name) => Path.Combine(_root, name);

    public static string Line(string id, string title, string text) => JsonSerializer.Serialize(new { id, title, text });

    public DataFolder With(params string[] entries)
    {
        new Journal(Data).Append(entries);
        return this;
    }

    public IndexSummary Update() => CorpusIndexer.Update(Data, [Corpus]);

    public CrashIndex Index() => CrashIndex.Open(Data);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
