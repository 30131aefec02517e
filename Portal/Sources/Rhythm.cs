using System.Globalization;
using Cronos;
using SocialConnect.Portal.Look;

namespace SocialConnect.Portal.Sources;

/// <summary>When a partner is visited by itself, in the words of the form and as a cron expression.</summary>
public static class Rhythm
{
    public const string Usual = "habituel";
    public const string Daily = "jour";
    public const string Weekly = "semaine";
    public const string Monthly = "mois";
    public const string Cron = "cron";

    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly TimeZoneInfo France = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    public static IReadOnlyList<(string Value, string Label)> Choices { get; } =
        [(Usual, "au rythme habituel"), (Daily, "chaque jour"), (Weekly, "chaque semaine"), (Monthly, "chaque mois, le premier jour"), (Cron, "selon une expression cron")];

    /// <summary>"lundi" is 1, "dimanche" 0, as cron counts.</summary>
    public static IReadOnlyList<(int Value, string Label)> Days { get; } = [.. new[] { 1, 2, 3, 4, 5, 6, 0 }.Select(day => (day, Culture.DateTimeFormat.DayNames[day]))];

    /// <summary>The expression of a choice; null for the usual rhythm.</summary>
    public static string? Expression(string choice, int day, TimeOnly hour, string? cron) => choice switch
    {
        Daily => string.Create(CultureInfo.InvariantCulture, $"{hour.Minute} {hour.Hour} * * *"),
        Weekly => string.Create(CultureInfo.InvariantCulture, $"{hour.Minute} {hour.Hour} * * {day}"),
        Monthly => string.Create(CultureInfo.InvariantCulture, $"{hour.Minute} {hour.Hour} 1 * *"),
        Cron => cron?.Trim(),
        _ => null,
    };

    /// <summary>The choice that gives this expression.</summary>
    public static (string Choice, int Day, TimeOnly Hour) Read(string? expression)
    {
        if (expression is null)
        {
            return (Usual, 1, new(4, 10));
        }

        var parts = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 5 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var minute) || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var hour) || minute is < 0 or > 59 || hour is < 0 or > 23)
        {
            return (Cron, 1, new(4, 10));
        }

        var time = new TimeOnly(hour, minute);
        return (parts[2], parts[3], parts[4]) switch
        {
            ("*", "*", "*") => (Daily, 1, time),
            ("1", "*", "*") => (Monthly, 1, time),
            ("*", "*", [>= '0' and <= '7' and var day]) => (Weekly, (day - '0') % 7, time),
            _ => (Cron, 1, time),
        };
    }

    public static bool IsValid(string expression) => CronExpression.TryParse(expression, out _);

    public static string InWords(string? expression)
    {
        var (choice, day, hour) = Read(expression);
        var at = $"vers {hour.Hour}\u00a0h\u00a0{hour.Minute:00}";
        return choice switch
        {
            Usual => "au rythme habituel",
            Daily => $"chaque jour {at}",
            Weekly => $"chaque {Culture.DateTimeFormat.DayNames[day]} {at}",
            Monthly => $"le 1er de chaque mois {at}",
            _ => $"selon «\u202f{expression}\u202f»",
        };
    }

    /// <summary>The next times, in France.</summary>
    public static IReadOnlyList<DateTimeOffset> Next(string expression, DateTimeOffset after, int count)
    {
        var times = new List<DateTimeOffset>();
        if (CronExpression.TryParse(expression, out var cron))
        {
            while (times.Count < count && cron.GetNextOccurrence(times.Count == 0 ? after : times[^1], France) is { } next)
            {
                times.Add(next);
            }
        }

        return times;
    }

    /// <summary>"aujourd’hui vers 14 h 05", "demain vers 4 h 10", "le 30 novembre 2026 vers 4 h 10".</summary>
    public static string Moment(DateTimeOffset moment, DateTimeOffset now)
    {
        var days = DateOnly.FromDateTime(French.InParis(moment).DateTime).DayNumber - DateOnly.FromDateTime(French.InParis(now).DateTime).DayNumber;
        var day = days switch { 0 => "aujourd’hui", 1 => "demain", -1 => "hier", _ => $"le {French.Date(moment)}" };
        return $"{day} vers {French.Hour(moment)}";
    }
}
