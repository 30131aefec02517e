using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Taxonomy;

/// <summary>Understands how people write categories in a list: 'theme:TER/MOB', 'TER/MOB', a label, a synonym, or a notation of an earlier scheme.</summary>
public sealed class CategoryReader
{
    private readonly Scheme _scheme;
    private readonly ILookup<string, Category> _earlier;

    private CategoryReader(Scheme scheme, ILookup<string, Category> earlier) => (_scheme, _earlier) = (scheme, earlier);

    /// <param name="earlier">Another version of the scheme whose notations the list is written in; null when it is written in the active one.</param>
    public static async Task<CategoryReader> OpenAsync(NpgsqlDataSource database, TaxonomyStore taxonomy, int? earlier, CancellationToken cancellationToken)
    {
        var scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        if (earlier is null || earlier == scheme.Version)
        {
            return new CategoryReader(scheme, Enumerable.Empty<Category>().ToLookup(_ => ""));
        }

        await using var command = database.CreateCommand(
            """
            select coalesce(p.notation || '/', '') || c.notation, u.in_use_id
              from category c
              join scheme s on s.id = c.scheme_id and s.name = @name and s.version = @version
              left join category p on p.id = c.parent_id
              left join category_in_use u on u.category_id = c.id
             order by 1, u.in_use_id
            """);
        command.Parameters.AddWithValue("name", scheme.Name);
        command.Parameters.AddWithValue("version", earlier.Value);
        var rows = await command.ReadAllAsync(row => (Notation: row.GetString(0), Category: row.GetValueOrNull<long>(1)), cancellationToken);
        return new CategoryReader(scheme, rows
            .Where(row => row.Category is not null)
            .ToLookup(row => row.Notation, row => scheme.Find(row.Category!.Value)!, StringComparer.OrdinalIgnoreCase));
    }

    /// <returns>The categories in use that the text names; none when it names none.</returns>
    public IReadOnlyList<Category> Read(string text)
    {
        var name = CategoryName.Parse(text);
        if (_earlier[text.Trim()].ToList() is { Count: > 0 } earlier)
        {
            return earlier;
        }

        if (_earlier.Count == 0 && _scheme.Find(name.Facet, name.Path) is { } category)
        {
            return _scheme.InUse(category) is { } used ? [used] : [];
        }

        var matches = _scheme.Matching(text);
        var labels = matches.Where(match => match.IsLabel).ToList();
        var best = (labels.Count > 0 ? labels : matches).Select(match => match.Category).ToList();
        // « Sport » is a theme and its only sub-theme: the finer one says both.
        return [.. best.Where(one => !best.Exists(other => other.ParentId == one.Id)).Take(1)];
    }
}
