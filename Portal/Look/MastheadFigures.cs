using SocialConnect.Catalog.Initiatives;
using SocialConnect.Portal.Errors;

namespace SocialConnect.Portal.Look;

/// <summary>The figures at the top of every page, read at most once a minute.</summary>
public sealed class MastheadFigures(CatalogueOverview catalogue, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private (CatalogueFigures? Figures, DateTimeOffset ReadAt) _kept;

    /// <returns>Null when they cannot be had: a page without its figures is still a page.</returns>
    public async Task<CatalogueFigures?> ReadAsync(CancellationToken cancellationToken)
    {
        var (figures, readAt) = _kept;
        if (clock.GetUtcNow() - readAt < Fresh)
        {
            return figures;
        }

        try
        {
            figures = await catalogue.ReadFiguresAsync(cancellationToken);
        }
        catch (Exception failure) when (DatabaseOutage.IsCauseOf(failure))
        {
            figures = null;
        }

        // Nothing is kept of an empty or absent catalogue: the next visitor of a young one sees it grow.
        _kept = (figures, figures is { Initiatives: > 0 } ? clock.GetUtcNow() : default);
        return figures;
    }
}
