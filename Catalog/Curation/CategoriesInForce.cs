using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Curation;

/// <summary>The categories that facets count and pages show, derived from what curators said, what partners' tags are mapped to, and what is suggested.</summary>
public static class CategoriesInForce
{
    // Ranks: 1 confirmed, 2 mapped, 3 suggested. A curator's no outweighs mapping and suggestion, and takes unconfirmed sub-themes along;
    // a sub-theme in force brings its theme along, unless a curator said no to the theme.
    private const string RefreshSql =
        """
        with decided as (
            select distinct on (d.initiative_id, u.in_use_id) d.initiative_id, u.in_use_id as category_id, d.verdict
              from decision d join category_in_use u on u.category_id = d.category_id
             where d.initiative_id = any (@ids) and d.undone_at is null
             order by d.initiative_id, u.in_use_id, d.id desc),
        named as (
            select initiative_id, category_id, 1 as rank, 'confirmed' as origin, 1::real as probability
              from decided where verdict = 'accepted'
            union all
            select t.initiative_id, u.in_use_id, 2, 'mapped', 1
              from initiative_tag t
              join initiative i on i.id = t.initiative_id
              join partner_tag p on p.partner_id = i.partner_id and p.tag = t.tag and p.state in ('automatic', 'mapped')
              join partner_tag_category m on m.partner_id = p.partner_id and m.tag = p.tag
              join category_in_use u on u.category_id = m.category_id
             where t.initiative_id = any (@ids)
            union all
            select s.initiative_id, u.in_use_id, 3, 'suggested', s.probability
              from suggestion s join category_in_use u on u.category_id = s.category_id
             where s.initiative_id = any (@ids) and s.is_sure),
        kept as (
            select n.*, c.parent_id
              from named n join category c on c.id = n.category_id
             where n.rank = 1
                or not exists (select from decided r
                                where r.initiative_id = n.initiative_id and r.category_id in (c.id, c.parent_id) and r.verdict = 'rejected')),
        whole as (
            select initiative_id, category_id, rank, origin, probability from kept
            union all
            select k.initiative_id, u.in_use_id, k.rank, k.origin, k.probability
              from kept k join category_in_use u on u.category_id = k.parent_id
             where not exists (select from decided r
                                where r.initiative_id = k.initiative_id and r.category_id = u.in_use_id and r.verdict = 'rejected')),
        best as (
            select distinct on (initiative_id, category_id) initiative_id, category_id, origin, probability
              from whole order by initiative_id, category_id, rank, probability desc),
        dropped as (
            delete from initiative_category f
             where f.initiative_id = any (@ids)
               and not exists (select from best b where b.initiative_id = f.initiative_id and b.category_id = f.category_id)
            returning f.initiative_id),
        put as (
            insert into initiative_category as f (initiative_id, category_id, origin, probability)
            select initiative_id, category_id, origin, probability from best
            on conflict (initiative_id, category_id) do update
               set origin = excluded.origin, probability = excluded.probability
             where (f.origin, f.probability) is distinct from (excluded.origin, excluded.probability)
            returning f.initiative_id)
        select initiative_id from dropped union select initiative_id from put order by 1
        """;

    /// <summary>Works them out again for these initiatives, within the connection's transaction; what is the same is not written.</summary>
    /// <returns>The initiatives for which anything changed.</returns>
    public static async Task<List<long>> RefreshAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        await TakeTurnAsync(connection, initiatives, cancellationToken);
        await using var command = new NpgsqlCommand(RefreshSql, connection);
        command.Parameters.AddWithValue("ids", initiatives.ToArray());
        return await command.ReadAllAsync(row => row.GetInt64(0), cancellationToken);
    }

    /// <summary>Waits until no other transaction is changing these initiatives' decisions or categories, so that what is derived is derived from the last of them.</summary>
    public static async Task TakeTurnAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        // In ascending order, so that two that share initiatives cannot each wait for the other.
        await using var command = new NpgsqlCommand(
            "select pg_advisory_xact_lock(hashtextextended('categories_in_force', id)) from (select distinct unnest(@ids) as id order by 1) turn", connection);
        command.Parameters.AddWithValue("ids", initiatives.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
