namespace SocialConnect.Portal.Pages.Tags;

/// <summary>The parts of the queue, as its address names them.</summary>
public enum TagView
{
    Relier,
    Automatiques,
    Reliees,
    Ignorees,
    Toutes,
}
