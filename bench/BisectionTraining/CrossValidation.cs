using KB.Indexer.Bisections.Judging;

namespace BisectionTraining;

/// <summary>Predicts every sample with models that saw nothing of its group, averaged over repeated shuffles.</summary>
internal static class CrossValidation
{
    private const int Folds = 10;
    private const int Repeats = 10;

    public static double[] Predict(string[] names, IReadOnlyList<Sample> samples, double ridge)
    {
        double[] predictions = new double[samples.Count];
        string[] groups = [.. samples.Select(sample => sample.Group).Distinct().Order(StringComparer.Ordinal)];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            new Random(repeat + 1).Shuffle(groups);
            Dictionary<string, int> folds = groups.Select((group, index) => (group, index)).ToDictionary(each => each.group, each => each.index % Folds, StringComparer.Ordinal);
            for (int fold = 0; fold < Folds; fold++)
            {
                LogisticModel model = LogisticFit.Fit(names, [.. samples.Where(sample => folds[sample.Group] != fold)], ridge);
                for (int i = 0; i < samples.Count; i++)
                {
                    predictions[i] += folds[samples[i].Group] == fold ? model.Probability(samples[i].Facts) / Repeats : 0;
                }
            }
        }

        return predictions;
    }
}
