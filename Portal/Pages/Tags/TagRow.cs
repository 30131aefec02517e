using System.ComponentModel.DataAnnotations;
using SocialConnect.Catalog.Curation;

namespace SocialConnect.Portal.Pages.Tags;

/// <summary>One line of the queue, as the form sends it back.</summary>
public sealed class TagRow
{
    public long PartnerId { get; set; }

    [StringLength(500)]
    public string Tag { get; set; } = "";

    public bool Selected { get; set; }

    /// <summary>Categories whose box is ticked.</summary>
    public List<long> Chosen { get; set; } = [];

    /// <summary>A category by label, typed.</summary>
    [StringLength(200)]
    public string? Other { get; set; }

    public TagName Name => new(PartnerId, Tag);
}
