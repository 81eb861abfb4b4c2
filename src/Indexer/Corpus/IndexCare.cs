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
            IndexWriter.Open(data).Dispose();
        }
        catch (IndexDamagedException)
        {
            say($"kb: The index in {data} is damaged. It is set aside as {SetAside(data)} and made anew from the corpus and the journal.");
            IndexWriter.Open(data).Dispose();
        }
        catch (IndexException e) when (Catalogue.Exists(data))
        {
            say($"kb: {e.Message} The index is read as it is.");
        }

        return CrashIndex.Open(data);
    }

    /// <summary>Moves the index out of the way; returns where it is now.</summary>
    public static string SetAside(string data)
    {
        string folder = Catalogue.FolderIn(data);
        string aside = $"{folder}.damaged-{DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}";
        Catalogue.Forget();
        Directory.Move(folder, aside);
        return aside;
    }
}
