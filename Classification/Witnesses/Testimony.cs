namespace SocialConnect.Classification.Witnesses;

/// <summary>What every witness says of one text for one category, as numbers that the fusion weighs. All are 0 where a witness has nothing to say.</summary>
public static class Testimony
{
    /// <summary>The margin of the linear learner, as far as its category had enough texts to learn from.</summary>
    public const int Linear = 0;

    /// <summary>How far that margin lags behind the best category's.</summary>
    public const int LinearLag = 1;

    /// <summary>How far the category had enough texts to learn from, 0 to 1.</summary>
    public const int LinearTrust = 2;

    /// <summary>How much more often the nearest confirmed texts have the category than texts at large, as a logarithm.</summary>
    public const int Neighbours = 3;

    /// <summary>Label and synonym phrases of the category found in the text.</summary>
    public const int Phrases = 4;

    /// <summary>The category's share of all phrases found.</summary>
    public const int PhraseShare = 5;

    /// <summary>How far the words shared with the category's whole description stand out among the categories, in standard deviations.</summary>
    public const int Description = 6;

    /// <summary>How common the category is, as log-odds.</summary>
    public const int Commonness = 7;

    /// <summary>How much more common it is in the text's own source, as a difference of log-odds.</summary>
    public const int CommonnessHere = 8;

    /// <summary>How near the nearest confirmed texts are. Together with it, the witnesses that learned from texts weigh more, the descriptions less.</summary>
    public const int Nearness = 9;

    public const int NearLinear = 10;

    public const int NearNeighbours = 11;

    public const int NearDescription = 12;

    public const int NearPhrases = 13;

    /// <summary>A tag of the text is mapped to the category.</summary>
    public const int MappedTag = 14;

    /// <summary>Always 1.</summary>
    public const int Always = 15;

    /// <summary>How far the everyday notions that text and category are both about stand out among the categories, in standard deviations.</summary>
    public const int Notions = 16;

    public const int NearNotions = 17;

    public const int Count = 18;
}
