using SocialConnect.Classification;

return ClassificationCommands.Run(args, Console.Out, Console.Error);
