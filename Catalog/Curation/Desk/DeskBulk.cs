using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>Suggestions so probable that reading each is not worth a curator's time, under an error rate that the curator states.</summary>
public sealed class DeskBulk(NpgsqlDataSource database)
{
    /// <summary>The most probable undecided suggestions, as many as keep the expected share of wrong ones at or below the rate. Initiatives that a curator has open, or that are not asked about, are left out.</summary>
    /// <param name="errorRate">0 to 1. The probabilities are calibrated: of many at 0.97, three in a hundred are wrong.</param>
    public async Task<List<BulkSuggestion>> ListAsync(double errorRate, long? category, string? partnerSlug, string curator, int count, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with offered as (
                select s.initiative_id, i.title, p.name as partner, s.category_id, s.probability,
                       avg(1 - s.probability::float8) over (order by s.probability desc, s.initiative_id, s.category_id) as errors
                  from suggestion s
                  join initiative i on i.id = s.initiative_id and i.status = 'published'
                  join partner p on p.id = i.partner_id
                  join category c on c.id = s.category_id and c.deprecated_at is null
                 where s.probability >= 0.5
                   and (@category::bigint is null or s.category_id = @category)
                   and (@partner::text is null or p.slug = @partner)
                   and not exists (select from decision d where d.initiative_id = s.initiative_id and d.category_id = s.category_id and d.undone_at is null)
                   and not exists (select from desk_gesture g where g.initiative_id = s.initiative_id and g.kind = 'muted' and g.undone_at is null)
                   and not exists (select from desk_lease l where l.initiative_id = s.initiative_id and l.leased_until > now() and l.curator <> @curator))
            select o.initiative_id, o.title, o.partner, o.category_id, o.probability, o.errors,
                   (select coalesce(max(d.id), 0) from decision d where d.initiative_id = o.initiative_id)
              from offered o
             where o.errors <= @rate
             order by o.probability desc, o.initiative_id, o.category_id
             limit @count
            """);
        command.Parameters.AddWithValue("rate", errorRate);
        command.Parameters.AddNullable("category", category);
        command.Parameters.AddNullable("partner", partnerSlug);
        command.Parameters.AddWithValue("curator", curator);
        command.Parameters.AddWithValue("count", count);
        return await command.ReadAllAsync(
            row => new BulkSuggestion(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetFloat(4), row.GetDouble(5), row.GetInt64(6)),
            cancellationToken);
    }
}
