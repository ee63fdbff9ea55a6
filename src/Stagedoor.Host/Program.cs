return await Stagedoor.Host.CommandLine.RunAsync(args);
