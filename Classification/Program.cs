return SocialConnect.Classification.Usage.Print(Console.Error);
