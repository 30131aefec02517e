using Npgsql;

namespace SocialConnect.Catalog.Initiatives;

/// <summary>How often initiatives are looked at, and nothing of who looks.</summary>
public sealed class InitiativeTraffic(NpgsqlDataSource database)
{
    /// <param name="views">New ones by initiative; unknown initiatives are passed over.</param>
    public async Task AddAsync(IReadOnlyDictionary<long, int> views, CancellationToken cancellationToken)
    {
        // In ascending order, so that two portals that add at once cannot wait for each other.
        await using var command = database.CreateCommand(
            """
            insert into initiative_traffic as t (initiative_id, views)
            select i.id, v.views from unnest(@ids, @views) as v(id, views) join initiative i on i.id = v.id order by i.id
            on conflict (initiative_id) do update set views = t.views + excluded.views
            """);
        var ordered = views.OrderBy(view => view.Key).ToList();
        command.Parameters.AddWithValue("ids", ordered.ConvertAll(view => view.Key).ToArray());
        command.Parameters.AddWithValue("views", ordered.ConvertAll(view => (long)view.Value).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
