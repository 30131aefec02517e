using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Conversations;

/// <summary>Counts the finder's turns for its operators.</summary>
public sealed class FinderFiguresReader(NpgsqlDataSource database)
{
    // Everything that begins at the first moment of the first day in Paris.
    private const string Asked =
        "asked as (select *, (asked_on at time zone 'Europe/Paris')::date as day from finder_turn where asked_on >= (((now() at time zone 'Europe/Paris')::date - (@days - 1))::timestamp at time zone 'Europe/Paris'))";

    /// <param name="days">To today, which is counted.</param>
    public async Task<FinderFigures> ReadAsync(int days, CancellationToken cancellationToken) => new(
        await ReadTotalsAsync(days, cancellationToken),
        await ReadDaysAsync(days, cancellationToken),
        await CountAsync("select check_name, sum(number::int)::int from asked, jsonb_each_text(withheld) as failed(check_name, number) group by 1 order by 2 desc, 1", days, cancellationToken),
        await CountAsync("select fallback, count(*)::int from asked where fallback is not null group by 1 order by 2 desc, 1", days, cancellationToken),
        await CountAsync("select reason, count(*)::int from asked where not useful group by 1 order by 2 desc, 1", days, cancellationToken),
        await ReadNeedsAsync(days, cancellationToken));

    private async Task<FinderTotals> ReadTotalsAsync(int days, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            with {Asked}
            select count(*)::int,
                   (count(*) filter (where intent in ('find', 'more', 'explain', 'contact', 'compare')))::int,
                   (count(*) filter (where abstained))::int,
                   (count(*) filter (where loosened and not abstained))::int,
                   (count(*) filter (where stopped))::int,
                   (count(*) filter (where emergency))::int,
                   (count(*) filter (where useful))::int,
                   (count(*) filter (where not useful))::int,
                   coalesce(sum(sentences), 0)::int,
                   (count(*) filter (where by_model))::int,
                   (count(*) filter (where by_model or fallback is not null))::int,
                   coalesce(sum(jsonb_array_length(calls)), 0)::int,
                   coalesce(sum(tokens_read), 0)::bigint,
                   coalesce(sum(tokens_written), 0)::bigint,
                   coalesce(sum(euros), 0),
                   percentile_disc(0.5) within group (order by first_card_ms),
                   percentile_disc(0.95) within group (order by first_card_ms)
              from asked
            """);
        command.Parameters.AddWithValue("days", days);
        return (await command.ReadFirstAsync(
            row => new FinderTotals(
                row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6), row.GetInt32(7), row.GetInt32(8), row.GetInt32(9), row.GetInt32(10),
                row.GetInt32(11), row.GetInt64(12), row.GetInt64(13), row.GetDecimal(14), row.GetValueOrNull<int>(15), row.GetValueOrNull<int>(16)),
            cancellationToken))!;
    }

    private async Task<List<FinderDay>> ReadDaysAsync(int days, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            with {Asked}, today as (select (now() at time zone 'Europe/Paris')::date as day)
            select today.day - back as day,
                   count(asked.id)::int,
                   (count(*) filter (where asked.abstained))::int,
                   (count(*) filter (where asked.loosened and not asked.abstained))::int,
                   percentile_disc(0.5) within group (order by asked.first_card_ms),
                   percentile_disc(0.95) within group (order by asked.first_card_ms),
                   coalesce(sum(asked.euros), 0)
              from today cross join generate_series(0, @days - 1) as back
              left join asked on asked.day = today.day - back
             group by 1 order by 1
            """);
        command.Parameters.AddWithValue("days", days);
        return await command.ReadAllAsync(
            row => new FinderDay(row.GetFieldValue<DateOnly>(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetValueOrNull<int>(4), row.GetValueOrNull<int>(5), row.GetDecimal(6)),
            cancellationToken);
    }

    private async Task<List<LackingNeed>> ReadNeedsAsync(int days, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            with {Asked}
            select themes[1], place.code, place.name,
                   (count(*) filter (where abstained))::int as nothing,
                   (count(*) filter (where not abstained))::int as elsewhere,
                   max(day)
              from asked
              left join territory named on named.code = asked.territory_code
              left join territory place on place.code = case named.level when 'commune' then named.parent_code else named.code end
             where abstained or loosened
             group by 1, 2, 3
             order by count(*) desc, 4 desc, 3 nulls last, 1 nulls last
            """);
        command.Parameters.AddWithValue("days", days);
        return await command.ReadAllAsync(
            row => new LackingNeed(row.GetStringOrNull(0), row.GetStringOrNull(1), row.GetStringOrNull(2), row.GetInt32(3), row.GetInt32(4), row.GetFieldValue<DateOnly>(5)),
            cancellationToken);
    }

    private async Task<List<FinderCount>> CountAsync(string select, int days, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"with {Asked} {select}");
        command.Parameters.AddWithValue("days", days);
        return await command.ReadAllAsync(row => new FinderCount(row.GetStringOrNull(0), row.GetInt32(1)), cancellationToken);
    }
}
