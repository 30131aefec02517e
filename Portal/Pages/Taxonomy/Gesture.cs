namespace SocialConnect.Portal.Pages.Taxonomy;

/// <summary>What is to be done with a category, as the forms name it.</summary>
public enum Gesture
{
    Mots,
    Deplacer,
    Fusionner,
    Scinder,
    Retirer,
}
