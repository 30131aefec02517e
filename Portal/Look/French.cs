using System.Globalization;

namespace SocialConnect.Portal.Look;

/// <summary>Dates and counts as French prose writes them.</summary>
public static class French
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>"12 novembre 2026", "1er mars 2026".</summary>
    public static string Date(DateTimeOffset moment) => Date(DateOnly.FromDateTime(InParis(moment).DateTime));

    public static string Date(DateOnly day) => (day.Day == 1 ? "1er" : day.Day.ToString(Culture)) + day.ToString(" MMMM yyyy", Culture);

    /// <summary>"23/11/2026", for tables.</summary>
    public static string ShortDate(DateTimeOffset moment) => InParis(moment).ToString("dd/MM/yyyy", Culture);

    /// <summary>"Lundi 23 novembre 2026".</summary>
    public static string DayAndDate(DateTimeOffset moment)
    {
        var day = InParis(moment).ToString("dddd ", Culture);
        return char.ToUpper(day[0], Culture) + day[1..] + Date(moment);
    }

    /// <summary>"6 h 12", on French clocks.</summary>
    public static string Hour(DateTimeOffset moment)
    {
        var time = InParis(moment);
        return $"{time.Hour}\u00a0h\u00a0{time.Minute:00}";
    }

    public static DateTimeOffset InParis(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Paris);

    /// <summary>"12 480", with narrow no-break spaces.</summary>
    public static string Count(int count) => count.ToString("N0", Culture);

    /// <summary>"1 initiative", "12 480 initiatives"; nought is singular in French.</summary>
    public static string Count(int count, string one, string many) => $"{Count(count)}\u00a0{(count < 2 ? one : many)}";
}
