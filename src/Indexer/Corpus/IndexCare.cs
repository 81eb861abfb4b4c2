using System.Globalization;
using KB.Indexer.Search;

namespace KB.Indexer.Corpus;

/// <summary>Opens an index whatever state it is in: the corpus and the journal hold everything, so that a broken one is set aside and made anew.</summary>
public static class IndexCare
{
    /// <summary>Opens the index for reading, making an empty one where there is none; a damaged one is set aside first.</summary>
    /// <param name="data">Data folder.</param>
    /// <param name="say">Told in one line what was done, when it was more than opening.</param>
    /// <exception cref="IndexException">There is none and the folder cannot be written.</exception>
    public static CrashIndex OpenOrMake(string data, Action<string> say)
    {
        ArgumentNullException.ThrowIfNull(say);
        try
        {
            return Made(data, say);
        }
        catch (IndexDamagedException e)
        {
            say($"kb: {e.Message} It is set aside as {SetAside(data)}.");
            return Made(data, say);
        }
    }

    /// <summary>Brings a data folder back into order: cuts off what was never acknowledged, and makes a damaged index anew.</summary>
    /// <param name="data">Data folder.</param>
    /// <param name="corpora">Folders of the corpus.</param>
    /// <param name="say">Told in one line a thing done.</param>
    /// <param name="progress">Told after every file that is read.</param>
    /// <returns>What is wrong and cannot be mended here.</returns>
    /// <exception cref="IndexException">The folder cannot be written, or another program writes.</exception>
    public static IReadOnlyList<DataFault> Repair(string data, IReadOnlyList<string> corpora, Action<string> say, IProgress<IndexProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(say);
        foreach (string part in Journal.Parts(data))
        {
            if (Journal.CutTorn(part) is > 0 and var cut)
            {
                say($"{part}: {cut} bytes of a write that was never acknowledged are cut off.");
            }
        }

        Remove(data, say, Catalogue.Patience);
        IndexSummary summary = CorpusIndexer.Update(data, corpora, progress);
        say($"Index: {summary.Read} files and entries read, {summary.Documents} documents.");
        return DataCheck.Run(data);
    }

    /// <summary>Removes indexes of other versions, and a damaged one; not while another program writes to it.</summary>
    internal static void Remove(string data, Action<string> say, TimeSpan patience)
    {
        using FileLock held = Catalogue.Lock(data, patience);
        foreach (string old in Catalogue.OtherFolders(data))
        {
            Directory.Delete(old, recursive: true);
            say($"{old}: an index of another version, or one set aside, is removed.");
        }

        if (DataCheck.Run(data).Any(fault => fault.IsIndex))
        {
            Directory.Delete(Catalogue.FolderIn(data), recursive: true);
            say("The index is damaged and made anew from the corpus and the journal.");
        }
    }

    private static CrashIndex Made(string data, Action<string> say)
    {
        try
        {
            IndexWriter.Open(data).Dispose();
        }
        catch (IndexException e) when (e is not IndexDamagedException && Catalogue.Exists(data))
        {
            say($"kb: {e.Message} The index is read as it is.");
        }

        CrashIndex index = CrashIndex.Open(data);
        index.Warm();
        return index;
    }

    /// <summary>Moves the index out of the way; returns where it is now.</summary>
    public static string SetAside(string data)
    {
        string folder = Catalogue.FolderIn(data);
        string aside = $"{folder}.damaged-{DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}";
        Directory.Move(folder, aside);
        return aside;
    }
}
