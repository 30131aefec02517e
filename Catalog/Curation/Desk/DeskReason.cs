namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>What one witness said for a suggestion.</summary>
/// <param name="Witness">'tag' and 'neighbours' speak of other things than the text; every other witness names words of it.</param>
public sealed record DeskReason(string Witness, string Text, double Weight)
{
    public bool IsInText => Witness is not ("tag" or "neighbour" or "neighbours");
}
