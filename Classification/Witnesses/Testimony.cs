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

    /// <summary>Words shared with the category's whole description.</summary>
    public const int Description = 6;

    /// <summary>How far that stands out among the categories, in standard deviations.</summary>
    public const int DescriptionLead = 7;

    /// <summary>How far it lags behind the best category's.</summary>
    public const int DescriptionLag = 8;

    /// <summary>How common the category is, as log-odds.</summary>
    public const int Commonness = 9;

    /// <summary>How much more common it is in the text's own source, as a difference of log-odds.</summary>
    public const int CommonnessHere = 10;

    /// <summary>How near the nearest confirmed texts are. Together with it, the witnesses that learned from texts weigh more, the descriptions less.</summary>
    public const int Nearness = 11;

    public const int NearLinear = 12;

    public const int NearNeighbours = 13;

    public const int NearDescription = 14;

    public const int NearPhrases = 15;

    /// <summary>A tag of the text is mapped to the category.</summary>
    public const int MappedTag = 16;

    /// <summary>A tag of the text reads like the category's label or synonym.</summary>
    public const int TagPhrases = 17;

    /// <summary>Always 1.</summary>
    public const int Always = 18;

    public const int Count = 19;
}
