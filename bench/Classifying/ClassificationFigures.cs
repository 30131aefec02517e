using SocialConnect.Classification.Measures;

namespace SocialConnect.Bench.Classifying;

/// <summary>What is printed of a classifier's answers, by the names of the command's JSON.</summary>
internal sealed record ClassificationFigures(double MicroF1, double MacroF1, double P1, double P5, double R5, double Ndcg5, double Ece)
{
    public static ClassificationFigures Of(IReadOnlyCollection<JudgedText> judged)
    {
        var measures = ClassificationMeasures.Of(judged);
        return new ClassificationFigures(
            measures.MicroF1, measures.MacroF1, measures.FirstIsRight, measures.PrecisionAt5, measures.RecallAt5, measures.Ndcg5, measures.CalibrationError);
    }

    public static ClassificationFigures Mean(IReadOnlyCollection<ClassificationFigures> figures) => new(
        figures.Average(one => one.MicroF1),
        figures.Average(one => one.MacroF1),
        figures.Average(one => one.P1),
        figures.Average(one => one.P5),
        figures.Average(one => one.R5),
        figures.Average(one => one.Ndcg5),
        figures.Average(one => one.Ece));

    public ClassificationFigures Rounded() => new(
        Math.Round(MicroF1, 4), Math.Round(MacroF1, 4), Math.Round(P1, 4), Math.Round(P5, 4), Math.Round(R5, 4), Math.Round(Ndcg5, 4), Math.Round(Ece, 4));
}
