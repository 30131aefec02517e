using SocialConnect.Classification.Measures;
using Xunit;

namespace SocialConnect.Classification.Tests;

public sealed class MeasuresTests
{
    // Two texts, three categories: the first is right at rank 1 and wrong at rank 2; the second has its only category at rank 2.
    private static readonly JudgedText[] Texts =
    [
        new([0.9f, 0.6f, 0.1f], [true, true, false], [true, false, false]),
        new([0.8f, 0.4f, 0.2f], [true, false, false], [false, true, false]),
    ];

    [Fact]
    public void Each_figure_follows_its_definition()
    {
        var measures = ClassificationMeasures.Of(Texts);

        Assert.Equal(2.0 * 1 / (3 + 2), measures.MicroF1, 6);
        Assert.Equal(2.0 / 3 / 3, measures.MacroF1, 6);
        Assert.Equal(0.5, measures.FirstIsRight, 6);
        Assert.Equal(1.0 / 3, measures.PrecisionAt5, 6);
        Assert.Equal(1, measures.RecallAt5, 6);
        Assert.Equal((1 + (1 / Math.Log2(3))) / 2, measures.Ndcg5, 6);
    }

    [Fact]
    public void Calibration_compares_what_was_said_with_what_was_true()
    {
        var bins = ClassificationMeasures.CalibrationBins([new([0.75f], [true], [true]), new([0.75f], [true], [false]), new([0.05f], [false], [false])]);

        Assert.Equal([new CalibrationBin(1, 0.05f, 0), new CalibrationBin(2, 0.75f, 0.5)], bins);
    }
}
