namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>What one witness said for a suggestion.</summary>
/// <param name="Witness">'word' and 'label' name words of the text, 'tag' one of its tags, 'neighbour' a confirmed initiative by its id.</param>
public sealed record DeskReason(string Witness, string Text, double Weight)
{
    public bool IsInText => Witness is not ("tag" or "neighbour");
}
