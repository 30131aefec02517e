using System.ComponentModel.DataAnnotations;

namespace SocialConnect.Catalog.Search;

/// <summary>What ranking weighs. The defaults were chosen with <c>bench -- retrieval</c>; docs/measurements.md says on which sets and with what result.</summary>
public sealed class SearchOptions
{
    public const string Section = "Search";

    /// <summary>BM25's k1: how soon repeating a word stops counting.</summary>
    [Range(0.1, 5)]
    public double Saturation { get; init; } = 1.4;

    /// <summary>BM25's b for summary and body: how much long texts are held back.</summary>
    [Range(0, 1)]
    public double TextLengthWeight { get; init; } = 0.85;

    /// <summary>BM25's b for title, organisation, tags and categories.</summary>
    [Range(0, 1)]
    public double HeadLengthWeight { get; init; } = 0.3;

    /// <summary>A word of the title counts as so many of the text.</summary>
    [Range(0, 20)]
    public double HeadWeight { get; init; } = 2.5;

    /// <summary>How much the score of words grows when all of the question stands together in one passage; less of it, less. 0 takes a text as one bag of words.</summary>
    [Range(0, 10)]
    public double PassageWeight { get; init; } = 2;

    /// <summary>The part of the question's weight (inverse document frequencies) that an initiative must have to be a result; of a long question, less.</summary>
    [Range(0, 1)]
    public double RequiredCoverage { get; init; } = 0.3;

    /// <summary>With more words than this a question says a thing several times over: the required part falls as their number grows.</summary>
    [Range(1, 32)]
    public int LongQuestion { get; init; } = 4;

    /// <summary>What words count for; 0 searches by meaning alone.</summary>
    [Range(0, 1)]
    public double WordWeight { get; init; } = 1;

    /// <summary>What a whole similarity counts for beside the best match of words, when the model has understood the whole question; 0 searches by words alone.</summary>
    [Range(0, 1000)]
    public double MeaningWeight { get; init; } = 32;

    /// <summary>The power of the certainty, the share of the question that the model has understood, with which similarities count.</summary>
    [Range(0, 10)]
    public double CertaintyPower { get; init; } = 3;

    /// <summary>The part of its weight that meaning gives up when all of the question stands together in one passage of the best match of words; where less of it does, less.</summary>
    [Range(0, 1)]
    public double MeaningYield { get; init; } = 0.9;

    /// <summary>Similarities count by what they exceed those of so large a part of all initiatives; 0 counts them whole.</summary>
    [Range(0, 1)]
    public double MeaningBackground { get; init; } = 0.95;

    /// <summary>What an initiative without the question's words must reach by its meaning, on the same scale, to be a result.</summary>
    [Range(0, 10)]
    public double RequiredMeaning { get; init; } = 0.4;

    /// <summary>At most so many are results by their meaning alone, the nearest ones.</summary>
    [Range(0, 100_000)]
    public int MostByMeaning { get; init; } = 100;

    /// <summary><see cref="RequiredCoverage"/> of a need that is told.</summary>
    [Range(0, 1)]
    public double NeedCoverage { get; init; } = 0.1;

    /// <summary><see cref="PassageWeight"/> of a need that is told: few of its words are expected to be there at all.</summary>
    [Range(0, 10)]
    public double NeedPassageWeight { get; init; }

    /// <summary><see cref="MeaningWeight"/> of a need that is told.</summary>
    [Range(0, 100)]
    public double NeedMeaningWeight { get; init; } = 1;

    /// <summary><see cref="CertaintyPower"/> of a need that is told.</summary>
    [Range(0, 10)]
    public double NeedCertaintyPower { get; init; } = 2;

    /// <summary>What words count for in a need that is told when an initiative has them all, best: few of its words are expected to be there.</summary>
    [Range(0, 100)]
    public double NeedWordWeight { get; init; } = 1.5;

    /// <summary>What the notions that describe a need count for when they describe an initiative alike; 0 leaves them out.</summary>
    [Range(0, 100)]
    public double NeedProfileWeight { get; init; } = 1;

    /// <summary>How much alike an initiative without the need's words must be described to be a result.</summary>
    [Range(0, 1)]
    public double RequiredProfile { get; init; } = 0.3;

    /// <summary>What each further result of the same partner is multiplied with on the first pages.</summary>
    [Range(0, 1)]
    public double SamePartner { get; init; } = 0.93;

    /// <summary><see cref="SamePartner"/> for a need that is told: of few cards, the best ones.</summary>
    [Range(0, 1)]
    public double NeedSamePartner { get; init; } = 0.98;

    /// <summary>What an initiative of the territory asked for is multiplied with, beside those that serve it with the whole country; 1 treats all alike.</summary>
    [Range(1, 100)]
    public double LocalWeight { get; init; } = 2;

    /// <summary>What decides the order of an initiative found for a place.</summary>
    /// <param name="isThere">It is in that place, or serves it alone; false for what serves the whole country.</param>
    public double ScoreForPlace(double score, bool isThere) => isThere ? score * LocalWeight : score;

    /// <summary>What a notion that a question tells of for sure counts beside the words that tell it; 0 looks for its own words alone.</summary>
    [Range(0, 1)]
    public double WideningWeight { get; init; } = 0.5;

    /// <summary><see cref="WideningWeight"/> of a need that is told.</summary>
    [Range(0, 1)]
    public double NeedWideningWeight { get; init; } = 1;
}
