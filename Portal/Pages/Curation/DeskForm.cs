using Microsoft.AspNetCore.Mvc;

namespace SocialConnect.Portal.Pages.Curation;

/// <summary>What the desk's form sends back.</summary>
public sealed class DeskForm
{
    /// <summary>The initiative.</summary>
    [FromForm(Name = "fiche")]
    public long Initiative { get; set; }

    /// <summary>Made with the form: sent twice, it counts once.</summary>
    [FromForm(Name = "cle")]
    public Guid Key { get; set; }

    /// <summary>The newest decision that was shown.</summary>
    [FromForm(Name = "vu")]
    public long Seen { get; set; }

    /// <summary>When it was shown, in milliseconds since 1970.</summary>
    [FromForm(Name = "depuis")]
    public long ShownAt { get; set; }

    /// <summary>The categories asked about.</summary>
    [FromForm(Name = "demande")]
    public List<long> Asked { get; set; } = [];

    /// <summary>Those of them that were folded away, as hardly likely.</summary>
    [FromForm(Name = "plie")]
    public List<long> Folded { get; set; } = [];

    /// <summary>Those ticked.</summary>
    [FromForm(Name = "oui")]
    public List<long> Ticked { get; set; } = [];

    /// <summary>Those that the curator brought in.</summary>
    [FromForm(Name = "avec")]
    public List<long> Added { get; set; } = [];

    /// <summary>A category as typed.</summary>
    [FromForm(Name = "ajout")]
    public string? Typed { get; set; }

    /// <summary>One of several that what was typed may mean.</summary>
    [FromForm(Name = "choix")]
    public long? Chosen { get; set; }
}
