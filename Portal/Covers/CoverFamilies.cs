namespace SocialConnect.Portal.Covers;

/// <summary>Six ways to fill a cover, each after something seen from above or across the street.</summary>
internal static class CoverFamilies
{
    private const int Tile = 60;
    private const int Street = 9;
    private const double SmallestField = 70;

    /// <summary>Hills on a map: nested outlines around two or three summits.</summary>
    public static void Contours(Canvas canvas, Dice dice, Palette palette)
    {
        var summits = dice.Between(2, 3);
        for (var summit = 0; summit < summits; summit++)
        {
            var (x, y) = (dice.Between(40, Canvas.Width - 40), dice.Between(20, Canvas.Height - 20));
            var (wide, high) = (dice.Between(110, 200), dice.Between(80, 150));
            var waves = Enumerable.Range(0, 3).Select(_ => (Size: dice.Between(4, 12) / 100.0, Turn: dice.Next(628) / 100.0)).ToList();
            var rings = dice.Between(5, 7);
            for (var ring = 0; ring < rings; ring++)
            {
                var size = 1 - (ring / (double)rings);
                var points = Enumerable.Range(0, 18).Select(i =>
                {
                    var angle = i * Math.Tau / 18;
                    var swell = 1 + waves.Select((wave, n) => wave.Size * Math.Sin(((n + 2) * angle) + wave.Turn)).Sum();
                    return (x + (wide * size * swell * Math.Cos(angle)), y + (high * size * swell * Math.Sin(angle)));
                }).ToList();
                canvas.FillAndDraw(Canvas.Smooth(points, isClosed: true), palette.Tones[Math.Min(ring * 3 / rings, 2)], palette.Ground, 2);
            }
        }
    }

    /// <summary>Fields: a ground split along its longer side until the pieces are small; one in three is ploughed.</summary>
    public static void Parcels(Canvas canvas, Dice dice, Palette palette)
    {
        Split([(-10, -10), (Canvas.Width + 10, -10), (Canvas.Width + 10, Canvas.Height + 10), (-10, Canvas.Height + 10)], 0);

        void Split((double X, double Y)[] field, int depth)
        {
            var (top, side) = (Length(field[0], field[1]) + Length(field[3], field[2]), Length(field[1], field[2]) + Length(field[0], field[3]));
            if (depth > 6 || Math.Max(top, side) / 2 < SmallestField * 1.4 || (depth > 4 && dice.Next(4) == 0))
            {
                DrawField(field);
                return;
            }

            var (one, other) = (dice.Between(36, 64) / 100.0, dice.Between(36, 64) / 100.0);
            if (top >= side)
            {
                var (a, b) = (Along(field[0], field[1], one), Along(field[3], field[2], other));
                Split([field[0], a, b, field[3]], depth + 1);
                Split([a, field[1], field[2], b], depth + 1);
            }
            else
            {
                var (a, b) = (Along(field[0], field[3], one), Along(field[1], field[2], other));
                Split([field[0], field[1], b, a], depth + 1);
                Split([a, b, field[2], field[3]], depth + 1);
            }
        }

        void DrawField((double X, double Y)[] field)
        {
            var tone = dice.Next(3);
            canvas.FillAndDraw(Canvas.Polygon(field), palette.Tones[tone], palette.Ground, 3);
            if (dice.Next(3) != 0)
            {
                return;
            }

            var furrows = dice.Between(4, 6);
            for (var i = 1; i < furrows; i++)
            {
                var part = i / (double)furrows;
                var (from, to) = (Along(field[0], field[1], part), Along(field[3], field[2], part));
                canvas.Draw($"M{from.X:0} {from.Y:0}L{to.X:0} {to.Y:0}", palette.Tones[(tone + 2) % 3], 1.5);
            }
        }
    }

    /// <summary>A town: rows of blocks with streets between, the whole a little turned; here and there a round place.</summary>
    public static void Streets(Canvas canvas, Dice dice, Palette palette)
    {
        canvas.Open($"rotate({dice.Between(-18, 18)} {Canvas.Width / 2} {Canvas.Height / 2})");
        var y = -80;
        while (y < Canvas.Height + 80)
        {
            var high = dice.Between(38, 60);
            var x = -130 + dice.Between(-30, 30);
            while (x < Canvas.Width + 130)
            {
                var wide = dice.Between(46, 120);
                if (dice.Next(14) == 0)
                {
                    canvas.Dot(x + (wide / 2), y + (high / 2), high / 2, palette.Tones[2]);
                }
                else
                {
                    canvas.Fill($"M{x} {y}h{wide}v{high}h-{wide}z", palette.Tones[dice.Pick([0, 0, 0, 1, 1, 2])]);
                }

                x += wide + Street;
            }

            y += high + Street;
        }

        canvas.Close();
    }

    /// <summary>A river and its banks: bands that bend in step.</summary>
    public static void River(Canvas canvas, Dice dice, Palette palette)
    {
        var bends = Enumerable.Range(0, 3).Select(n => (High: dice.Between(8, 26) / (n + 1.0), Long: dice.Between(150, 420) / (n + 1.0), Turn: dice.Next(628) / 100.0)).ToList();
        var bands = dice.Between(6, 8);
        var step = (Canvas.Height + 80) / bands;
        var isFilled = dice.Next(2) == 0;
        for (var band = 0; band < bands; band++)
        {
            var level = -30 + (band * step) + dice.Between(-6, 6);
            var points = Enumerable.Range(0, 18).Select(i =>
            {
                var x = -20 + (i * 31.0);
                return (x, level + bends.Select((bend, n) => bend.High * Math.Sin((x * Math.Tau / bend.Long) + bend.Turn + (band * 0.22))).Sum());
            }).ToList();
            var line = Canvas.Smooth(points, isClosed: false);
            var tone = palette.Tones[dice.Next(3)];
            if (isFilled)
            {
                canvas.Fill($"{line}V{Canvas.Height + 20}H-20z", tone);
            }

            canvas.Draw(line, isFilled ? palette.Tones[dice.Next(3)] : tone, dice.Pick([3, 6, 11, 16]));
        }
    }

    /// <summary>Roofs: a grid of squares, quarters, gables, arches, triangles, discs and gaps.</summary>
    public static void Roofs(Canvas canvas, Dice dice, Palette palette)
    {
        for (var y = 0; y < Canvas.Height; y += Tile)
        {
            for (var x = 0; x < Canvas.Width; x += Tile)
            {
                var tone = palette.Tones[dice.Pick([0, 0, 1, 2, 2])];
                var turn = dice.Next(4) * 90;
                var (middleX, middleY) = (x + (Tile / 2), y + (Tile / 2));
                switch (dice.Next(8))
                {
                    case 0:
                        canvas.Fill($"M{x} {y}h60v60h-60z", tone);
                        break;
                    case 1 or 2:
                        canvas.FillTurned($"M{x} {y}a60 60 0 0 1 60 60h-60z", tone, turn, middleX, middleY);
                        break;
                    case 3:
                        canvas.Fill($"M{x} {middleY}l30-30 30 30v30h-60z", tone);
                        break;
                    case 4:
                        canvas.Fill($"M{x} {middleY}a30 30 0 0 1 60 0v30h-60z", tone);
                        break;
                    case 5:
                        canvas.FillTurned($"M{x} {y}l60 60h-60z", tone, turn, middleX, middleY);
                        break;
                    case 6:
                        canvas.Dot(middleX, middleY, 18, tone);
                        break;
                    default:
                        // A gap lets the ground through.
                        break;
                }
            }
        }
    }

    /// <summary>Where people live: dots that grow near three places.</summary>
    public static void Density(Canvas canvas, Dice dice, Palette palette)
    {
        var towns = Enumerable.Range(0, 3).Select(_ => (X: dice.Next(Canvas.Width), Y: dice.Next(Canvas.Height), Reach: dice.Between(70, 150))).ToList();
        var row = 0;
        for (var y = 12; y < Canvas.Height + 12; y += 24)
        {
            for (var x = row++ % 2 == 0 ? 12 : 26; x < Canvas.Width + 12; x += 28)
            {
                var pull = towns.Max(town => Math.Exp(-((Square(x - town.X) + Square(y - town.Y)) / Square(town.Reach))));
                canvas.Dot(x, y, 2.5 + (10.5 * pull), palette.Tones[pull > 0.7 ? 2 : pull > 0.3 ? 1 : 0]);
            }
        }
    }

    private static double Square(double value) => value * value;

    private static double Length((double X, double Y) a, (double X, double Y) b) => Math.Sqrt(Square(b.X - a.X) + Square(b.Y - a.Y));

    private static (double X, double Y) Along((double X, double Y) a, (double X, double Y) b, double part) => (a.X + ((b.X - a.X) * part), a.Y + ((b.Y - a.Y) * part));
}
