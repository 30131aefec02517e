using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using SocialConnect.Classification.Features;
using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Classification.Training;

/// <summary>Trains one ML.NET binary learner per category over shared features and reads the weights out.</summary>
internal static class LinearTraining
{
    private const int Iterations = 10;
    private const float Smoothness = 1;

    /// <param name="texts">One vector per text.</param>
    /// <param name="filed">What is known of each text's categories, by index.</param>
    public static LinearWeights Train(IReadOnlyList<TextVector> texts, IReadOnlyList<Filing> filed, int categories, int wordCount, int gramCount, CancellationToken cancellationToken)
    {
        var rows = texts.Select(text => ToRow(text, wordCount, gramCount)).ToArray();
        var (words, grams, biases) = (new float[wordCount * categories], new float[gramCount * categories], new float[categories]);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        Parallel.For(0, categories, parallel, category =>
        {
            var own = rows.Zip(filed).Where(row => !row.Second.IsOpen(category)).Select(row => new Row { Features = row.First, Label = row.Second.Has(category) }).ToArray();
            var positives = own.Count(row => row.Label);
            // Nothing to tell apart: the category keeps weights of 0.
            if (positives == 0 || positives == own.Length)
            {
                return;
            }

            var learned = TrainOne(own, (float)(own.Length - positives) / positives);
            biases[category] = learned.Bias;
            var weights = learned.Weights;
            for (var i = 0; i < wordCount; i++)
            {
                words[(i * categories) + category] = weights[i];
            }

            for (var i = 0; i < gramCount; i++)
            {
                grams[(i * categories) + category] = weights[wordCount + i];
            }
        });
        return new LinearWeights(categories, words, grams, biases);
    }

    // A support vector machine, its few positives weighing as much as its many negatives.
    private static LinearBinaryModelParameters TrainOne(Row[] rows, float positiveWeight)
    {
        // One thread per learner keeps two trainings on the same texts equal, bit for bit.
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Features.Length);
        var data = ml.Data.LoadFromEnumerable(rows, schema);
        return ml.BinaryClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedBinaryTrainer.Options
        {
            NumberOfThreads = 1,
            MaximumNumberOfIterations = Iterations,
            ConvergenceCheckFrequency = Iterations,
            L1Regularization = 0,
            L2Regularization = Smoothness / rows.Length,
            LossFunction = new SmoothedHingeLoss(),
            PositiveInstanceWeight = positiveWeight,
            BiasLearningRate = 0.1f,
        }).Fit(data).Model;
    }

    private static VBuffer<float> ToRow(TextVector text, int wordCount, int gramCount)
    {
        var ids = new int[text.WordIds.Length + text.GramIds.Length];
        var values = new float[ids.Length];
        text.WordIds.CopyTo(ids, 0);
        text.Words.CopyTo(values, 0);
        for (var i = 0; i < text.GramIds.Length; i++)
        {
            ids[text.WordIds.Length + i] = wordCount + text.GramIds[i];
        }

        text.Grams.CopyTo(values, text.WordIds.Length);
        Array.Sort(ids, values);
        return new VBuffer<float>(wordCount + gramCount, ids.Length, values, ids);
    }

    private sealed class Row
    {
        public VBuffer<float> Features { get; set; }

        public bool Label { get; set; }
    }
}
