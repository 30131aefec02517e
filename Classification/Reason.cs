namespace SocialConnect.Classification;

/// <summary>Why a category is proposed.</summary>
/// <param name="Witness">'word' and 'label' name words of the text, 'tag' one of its tags, 'neighbour' a confirmed text by its id.</param>
/// <param name="Weight">How much it adds to the log-odds, for ordering reasons.</param>
public sealed record Reason(string Witness, string Text, float Weight);
