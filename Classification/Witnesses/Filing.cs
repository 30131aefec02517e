namespace SocialConnect.Classification.Witnesses;

/// <summary>What is known of one text's categories, by their indexes.</summary>
/// <param name="Categories">Those it has.</param>
/// <param name="Open">Those nobody has said yes or no to. It has none of the rest.</param>
public sealed record Filing(int[] Categories, int[] Open)
{
    public bool Has(int category) => Array.IndexOf(Categories, category) >= 0;

    public bool IsOpen(int category) => Array.IndexOf(Open, category) >= 0;
}
