using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Curation.Measures;

/// <summary>Measures suggestions by what curators said of them. Undone decisions count for nothing; of several by one curator on one category, the last counts.</summary>
public sealed class MeasureReader(NpgsqlDataSource database)
{
    private const string OverviewSql =
        """
        select count(*)::int,
               (count(*) filter (where exists (select from initiative_category c where c.initiative_id = i.id and c.origin = 'confirmed')))::int,
               (count(*) filter (where exists (select from initiative_category c join category t on t.id = c.category_id and t.facet = 'theme' where c.initiative_id = i.id)))::int,
               (count(*) filter (where not exists (select from desk_gesture g
                                                    where g.initiative_id = i.id and g.undone_at is null
                                                      and (g.kind = 'muted' or (g.kind = 'decided' and g.revision >= i.revision)))))::int
          from initiative i where i.status = 'published'
        """;

    // The last word of each curator on each category of each initiative.
    private const string Said =
        """
        select distinct on (initiative_id, category_id, decided_by) initiative_id, category_id, decided_by, verdict = 'accepted' as is_accepted, probability::float8 as probability, decided_at, id
          from decision where undone_at is null
         order by initiative_id, category_id, decided_by, id desc
        """;

    // Where several curators judged, the last one's word is the truth.
    private const string Settled =
        $"""
        select distinct on (initiative_id, category_id) * from ({Said}) said order by initiative_id, category_id, id desc
        """;

    private const string CalibrationSql =
        $"""
        select count(*)::int, avg(probability), avg(is_accepted::int)::float8
          from ({Settled}) settled where probability is not null
         group by least(floor(probability * 10), 9) order by 2
        """;

    private const string CategoriesSql =
        $"""
        select u.in_use_id, date_trunc('month', decided_at at time zone 'Europe/Paris')::date,
               (count(*) filter (where probability >= 0.5))::int,
               (count(*) filter (where probability >= 0.5 and is_accepted))::int,
               (count(*) filter (where is_accepted))::int
          from ({Settled}) settled join category_in_use u on u.category_id = settled.category_id
         group by 1, 2 order by 1, 2
        """;

    private const string WeeksSql =
        $"""
        with judged as (
            select date_trunc('week', decided_at at time zone 'Europe/Paris')::date as week, count(*)::int as judged, (count(*) filter (where is_accepted))::int as accepted
              from ({Said}) said where probability is not null group by 1),
        read as (
            select date_trunc('week', done_at at time zone 'Europe/Paris')::date as week, count(*)::int as read,
                   percentile_cont(0.5) within group (order by extract(epoch from done_at - shown_at)::float8) as seconds
              from desk_gesture where kind = 'decided' and undone_at is null group by 1)
        select week, coalesce(read, 0), seconds, coalesce(judged, 0), coalesce(accepted, 0)
          from read full join judged using (week) order by week desc limit 12
        """;

    private const string ReadTwiceSql =
        $"""
        select initiative_id, array_agg(is_accepted order by id)
          from ({Said}) said group by initiative_id, category_id having count(*) > 1
        """;

    public async Task<DeskMeasures> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // One snapshot, so that the figures of a page belong together.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var overview = (await AllAsync(connection, OverviewSql, row => (Published: row.GetInt32(0), Confirmed: row.GetInt32(1), Filed: row.GetInt32(2), Waiting: row.GetInt32(3)), cancellationToken))[0];
        var calibration = await AllAsync(connection, CalibrationSql, row => new CalibrationPoint(row.GetInt32(0), row.GetDouble(1), row.GetDouble(2)), cancellationToken);
        var categories = await AllAsync(
            connection, CategoriesSql, row => new CategoryMeasure(row.GetInt64(0), row.GetFieldValue<DateOnly>(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4)), cancellationToken);
        var weeks = await AllAsync(
            connection, WeeksSql, row => new DeskWeek(row.GetFieldValue<DateOnly>(0), row.GetInt32(1), row.GetValueOrNull<double>(2), row.GetInt32(3), row.GetInt32(4)), cancellationToken);
        var twice = await AllAsync(connection, ReadTwiceSql, row => (Initiative: row.GetInt64(0), Said: row.GetFieldValue<bool[]>(1)), cancellationToken);
        var judged = calibration.Sum(point => point.Judged);
        weeks.Reverse();
        return new DeskMeasures(
            overview.Published, overview.Confirmed, overview.Filed, overview.Waiting,
            calibration,
            judged == 0 ? null : calibration.Sum(point => Math.Abs(point.Promised - point.Accepted) * point.Judged) / judged,
            categories,
            weeks,
            twice.Select(unit => unit.Initiative).Distinct().Count(),
            Agreement.CohenKappa(twice.ConvertAll(unit => (unit.Said[0], unit.Said[1]))),
            Agreement.KrippendorffAlpha(twice.Select(unit => unit.Said)));
    }

    private static async Task<List<T>> AllAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ReadAllAsync(read, cancellationToken);
    }
}
