using KB.Indexer.Duplicates.Features;

namespace KB.Indexer.Duplicates.Index;

/// <summary>Terms as small numbers, with how many crashes hold each and which.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<uint, int> ids = [];
    private readonly List<List<int>> postings = [];
    // Lengths of the postings, side by side: they are asked for far more often than the postings.
    private int[] frequencies = new int[Common];
    private readonly float[] rarities = [1, 1, .. Enumerable.Repeat(float.NaN, Common - 2)];
    private bool rated;
    private double logCrashes = Math.Log(2);

    /// <summary>Frequencies below are asked for often; their rarities are kept until the next crash is counted.</summary>
    private const int Common = 4096;

    /// <summary>Number of distinct crashes counted.</summary>
    public int Crashes { get; private set; }

    /// <summary>The number of a term; a negative one, unlike any other, when it was never seen.</summary>
    public int Find(uint term, Dictionary<uint, int> unseen)
    {
        if (ids.TryGetValue(term, out int id) || unseen.TryGetValue(term, out id))
        {
            return id;
        }

        return unseen[term] = -1 - unseen.Count;
    }

    /// <summary>The number of a term, given now if it had none.</summary>
    public int Intern(uint term)
    {
        if (!ids.TryGetValue(term, out int id))
        {
            ids[term] = id = postings.Count;
            postings.Add(new List<int>(1));
            if (postings.Count > frequencies.Length)
            {
                Array.Resize(ref frequencies, frequencies.Length * 2);
            }
        }

        return id;
    }

    /// <summary>Notes that a crash holds these terms, each once.</summary>
    public void Count(int crash, IEnumerable<int> terms)
    {
        Crashes++;
        logCrashes = Math.Log(Crashes + 2);
        if (rated)
        {
            rarities.AsSpan(2).Fill(float.NaN);
            rated = false;
        }

        foreach (int term in terms)
        {
            postings[term].Add(crash);
            frequencies[term]++;
        }
    }

    /// <summary>Crashes that hold a term, oldest first.</summary>
    public List<int> Holders(int term) => postings[term];

    /// <summary>How many crashes hold a term.</summary>
    public int Frequency(int term) => term < 0 ? 0 : frequencies[term];

    /// <summary>Rarity of a term, from 0 (in every crash) to 1 (in at most one): its inverse frequency on a scale that does not grow with the index.</summary>
    public float Rarity(int term)
    {
        int frequency = Frequency(term);
        // Readers may race here; all of them write the same value.
        float known = frequency < Common ? rarities[frequency] : float.NaN;
        return float.IsNaN(known) ? Calculate(frequency) : known;
    }

    private float Calculate(int frequency)
    {
        float rarity = (float)Math.Clamp(Math.Log((Crashes + 2.0) / frequency) / logCrashes, 0, 1);
        if (frequency < Common)
        {
            rarities[frequency] = rarity;
            rated = true;
        }

        return rarity;
    }
}
