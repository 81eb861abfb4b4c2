using KB.Indexer.Bisections.Judging;

namespace BisectionTraining;

/// <summary>One example: facts, label, and the group that must stay together in cross-validation.</summary>
internal sealed record Sample(double[] Facts, bool Label, string Group);

/// <summary>Logistic regression with a ridge penalty on standardized facts, by Newton's method.</summary>
internal static class LogisticFit
{
    private const int Iterations = 25;

    public static LogisticModel Fit(string[] names, IReadOnlyList<Sample> samples, double ridge)
    {
        int count = names.Length;
        double[] mean = [.. Enumerable.Range(0, count).Select(j => samples.Average(sample => sample.Facts[j]))];
        double[] deviation = [.. Enumerable.Range(0, count).Select(j => Math.Sqrt(samples.Average(sample => Math.Pow(sample.Facts[j] - mean[j], 2))))];
        for (int j = 0; j < count; j++)
        {
            deviation[j] = deviation[j] < 1e-9 ? 1 : deviation[j];
        }

        double[][] rows = [.. samples.Select(sample => (double[])[1, .. Enumerable.Range(0, count).Select(j => (sample.Facts[j] - mean[j]) / deviation[j])])];
        double[] weights = new double[count + 1];
        for (int round = 0; round < Iterations; round++)
        {
            double[] step = Step(rows, samples, weights, ridge);
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] += step[i];
            }
        }

        double bias = weights[0] - Enumerable.Range(0, count).Sum(j => weights[j + 1] * mean[j] / deviation[j]);
        return new LogisticModel(bias, [.. Enumerable.Range(0, count).Select(j => new FactWeight(names[j], weights[j + 1] / deviation[j], mean[j]))]);
    }

    private static double[] Step(double[][] rows, IReadOnlyList<Sample> samples, double[] weights, double ridge)
    {
        int size = weights.Length;
        var matrix = new double[size, size + 1];
        for (int k = 0; k < rows.Length; k++)
        {
            double odds = rows[k].Zip(weights, (fact, weight) => fact * weight).Sum();
            double probability = 1 / (1 + Math.Exp(-Math.Clamp(odds, -30, 30)));
            double error = (samples[k].Label ? 1 : 0) - probability;
            double curve = Math.Max(1e-6, probability * (1 - probability));
            for (int i = 0; i < size; i++)
            {
                matrix[i, size] += error * rows[k][i];
                for (int j = 0; j < size; j++)
                {
                    matrix[i, j] += curve * rows[k][i] * rows[k][j];
                }
            }
        }

        for (int i = 1; i < size; i++)
        {
            matrix[i, size] -= ridge * weights[i];
            matrix[i, i] += ridge;
        }

        matrix[0, 0] += 1e-6;
        return Solve(matrix, size);
    }

    private static double[] Solve(double[,] matrix, int size)
    {
        // Positive definite, so elimination needs no exchange of rows.
        for (int i = 0; i < size; i++)
        {
            for (int k = 0; k < size; k++)
            {
                double factor = k == i ? 0 : matrix[k, i] / matrix[i, i];
                for (int j = i; factor != 0 && j <= size; j++)
                {
                    matrix[k, j] -= factor * matrix[i, j];
                }
            }
        }

        return [.. Enumerable.Range(0, size).Select(i => matrix[i, size] / matrix[i, i])];
    }
}
