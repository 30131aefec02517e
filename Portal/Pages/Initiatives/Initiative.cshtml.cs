using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Accounts;
using SocialConnect.Catalog.Curation.Duplicates;
using SocialConnect.Catalog.Fields;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Search;
using SocialConnect.Portal.Feeds;
using SocialConnect.Portal.Look;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Initiatives;

/// <summary>One initiative: what is told about it, by whom, and when it was read.</summary>
[Authorize(Policy = Policies.Everyone)]
public sealed class InitiativeModel(InitiativeReader reader, CustomFieldStore fields, DuplicateStore duplicates, InitiativeSearch search, ViewCounter views, TimeProvider clock) : PageModel
{
    private const int MostAround = 4;
    private const double NearbyKm = 60;

    /// <summary>How long the address of an initiative that is gone still answers as a page, before robots are told to forget it. People are shown it for ever.</summary>
    public static readonly TimeSpan GoneForGoodAfter = TimeSpan.FromDays(90);

    public InitiativeRecord Initiative { get; private set; } = null!;

    public IReadOnlyList<Fact> Facts { get; private set; } = [];

    /// <summary>In the catalogue's own fields, as far as they are open to the person who reads.</summary>
    public IReadOnlyList<CustomValue> Custom { get; private set; } = [];

    /// <summary>Fields that the catalogue requires and that are empty here, for who may complete them.</summary>
    public IReadOnlyList<string> Lacking { get; private set; } = [];

    /// <summary>The same need met elsewhere.</summary>
    public IReadOnlyList<SearchHit> Similar { get; private set; } = [];

    /// <summary>What answers other needs of the same people, nearby.</summary>
    public IReadOnlyList<SearchHit> Complementary { get; private set; } = [];

    /// <summary>Pages of other partners that tell of the same initiative.</summary>
    public IReadOnlyList<(string PartnerName, Uri PageUrl, DateTimeOffset SeenAt)> AlsoDescribed { get; private set; } = [];

    public bool IsGone => Initiative.Status == "gone";

    /// <summary>The theme that gives the cover its colour.</summary>
    public string? Theme => Themes.CodeOf(Initiative.Categories.Where(category => category.Facet == "theme").Select(ValueOf).FirstOrDefault());

    public string CanonicalAddress => $"{Request.Scheme}://{Request.Host}{InitiativeAddress.Of(Initiative.Id, Initiative.Title)}";

    /// <summary>The same facts for programs, in the terms of schema.org.</summary>
    public string JsonLd => LinkedData.OfInitiative(Initiative, CanonicalAddress);

    /// <summary>As facets name it in the address of a search.</summary>
    public static string ValueOf(RecordCategory category) =>
        category.ParentNotation is { } parent ? $"{parent}/{category.Notation}" : category.Notation;

    public async Task<IActionResult> OnGetAsync(long id, string? slug, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(id, cancellationToken) is not { Status: not "draft" } found)
        {
            return NotFound();
        }

        if (found.Status == "merged")
        {
            return await reader.FindStandingAsync(id, cancellationToken) is var (standing, title)
                ? RedirectPermanent(InitiativeAddress.Of(standing, title))
                : NotFound();
        }

        if (slug != InitiativeAddress.Slug(found.Title))
        {
            return RedirectPermanent(InitiativeAddress.Of(id, found.Title));
        }

        Initiative = found;
        views.Count(id, Request.Headers.UserAgent);
        Facts = [.. Fact.Of(found)];
        AlsoDescribed = await duplicates.AlsoDescribedAsync(id, cancellationToken);
        var level = User.IsInRole(Roles.Admin) ? OpenLevel.Private : User.Identity?.IsAuthenticated == true ? OpenLevel.Collective : OpenLevel.Commons;
        Custom = await fields.ReadAsync(id, level, cancellationToken);
        Lacking = User.IsInRole(Roles.Curator) || User.IsInRole(Roles.Admin) ? await fields.LackingAsync(id, level, cancellationToken) : [];
        Similar = await search.FindSimilarAsync(id, MostAround, cancellationToken);
        Complementary = await search.FindComplementaryAsync(id, NearbyKm, MostAround, cancellationToken);
        if (IsGone && clock.GetUtcNow() - found.SeenAt > GoneForGoodAfter)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
        }

        return Page();
    }
}
