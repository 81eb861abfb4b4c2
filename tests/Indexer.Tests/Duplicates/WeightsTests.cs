using KB.Indexer.Duplicates.Model;

namespace KB.Indexer.Tests.Duplicates;

public sealed class WeightsTests
{
    [Fact]
    public void Every_trait_has_its_row_of_words_in_order() =>
        Assert.Equal(Enum.GetValues<Trait>(), TraitWords.All.Select(words => words.Trait));

    [Fact]
    public void The_shipped_weights_never_turn_a_sign_round()
    {
        Assert.Equal([Weights.Dated, Weights.Plain, Weights.Undated], Weights.Shipped.Models.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, BoostedTrees model) in Weights.Shipped.Models)
        {
            foreach (TraitWords words in TraitWords.All.Where(words => words.Sign != 0))
            {
                var traits = new float[TraitWords.All.Count];
                Array.Fill(traits, float.NaN);
                double last = words.Sign > 0 ? 0 : 1;
                for (float value = 0; value <= 4; value += 0.25f)
                {
                    traits[(int)words.Trait] = value;
                    double probability = model.Probability(traits);
                    Assert.True(words.Sign > 0 ? probability >= last - 1e-4 : probability <= last + 1e-4, $"{name}: {words.Trait} at {value}");
                    last = probability;
                }
            }
        }
    }

    [Fact]
    public void Many_are_judged_to_the_bit_as_one_by_one()
    {
        var random = new Random(4711);
        float[][] all = [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, TraitWords.All.Count).Select(_ => random.Next(3) == 0 ? float.NaN : (random.NextSingle() * 4) - 1).ToArray())];
        foreach (BoostedTrees model in Weights.Shipped.Models.Values)
        {
            Assert.Equal(all.Select(traits => model.Probability(traits)), model.Probabilities(all));
        }
    }

    [Fact]
    public void A_tree_of_too_many_leaves_is_refused()
    {
        static BoostedTrees Comb(int leaves) => new(0, [[.. Enumerable.Range(0, leaves - 1).SelectMany(i => (TreeNode[])[new(0, i, false, (2 * i) + 1, (2 * i) + 2, 0), new(-1, 0, false, 0, 0, i)]), new(-1, 0, false, 0, 0, leaves - 1)]]);

        BoostedTrees most = Comb(BoostedTrees.MostLeaves);
        float[][] all = [.. Enumerable.Range(-1, BoostedTrees.MostLeaves + 1).Select(i => (float[])[i + 0.5f]), [float.NaN]];
        Assert.Equal(all.Select(traits => most.Probability(traits)), most.Probabilities(all));
        Assert.Throws<ArgumentException>(() => Comb(BoostedTrees.MostLeaves + 1));
    }

    [Fact]
    public void Weights_written_and_read_judge_alike()
    {
        var model = new BoostedTrees(-2, [[new TreeNode((int)Trait.Files, 0.5f, true, 1, 2, 0.1), new TreeNode(-1, 0, false, 0, 0, -1), new TreeNode(-1, 0, false, 0, 0, 3)]]);
        var written = new StringWriter();
        WeightsFile.Write(written, new Weights(new Dictionary<string, BoostedTrees> { ["one"] = model }, new Dictionary<(int, int), float> { [(1, 4)] = 0.25f }), ["made up"]);

        Weights read = WeightsFile.Read(new StringReader(written.ToString()));

        var traits = new float[TraitWords.All.Count];
        foreach (float value in (float[])[0, 0.6f, float.NaN])
        {
            traits[(int)Trait.Files] = value;
            Assert.Equal(model.Probability(traits), read.Models["one"].Probability(traits), 4);
        }

        Assert.Equal(0.25f, read.ClassPair(4, 1));
    }

    [Fact]
    public void A_line_that_is_no_weight_is_named() =>
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => WeightsFile.Read(new StringReader("model a 1\nleek 2\n"))).Message, StringComparison.Ordinal);

    [Fact]
    public void What_a_tree_was_asked_gets_the_credit()
    {
        var model = new BoostedTrees(0, [[new TreeNode((int)Trait.Files, 0.5f, true, 1, 2, 0.5), new TreeNode(-1, 0, false, 0, 0, -1), new TreeNode(-1, 0, false, 0, 0, 2)]]);
        var traits = new float[TraitWords.All.Count];
        traits[(int)Trait.Files] = 1;
        var moves = new double[traits.Length];

        model.Explain(traits, moves);

        Assert.Equal(1.5, moves[(int)Trait.Files], 9);
        Assert.Equal(1.5, moves.Sum(), 9);
    }
}
