namespace SocialConnect.Catalog.Curation;

/// <summary>How many tags are in each state.</summary>
public sealed record TagCounts(int Unmapped, int Automatic, int Mapped, int Ignored)
{
    public int All => Unmapped + Automatic + Mapped + Ignored;

    public int Of(TagState state) => state switch
    {
        TagState.Unmapped => Unmapped,
        TagState.Automatic => Automatic,
        TagState.Mapped => Mapped,
        _ => Ignored,
    };
}
