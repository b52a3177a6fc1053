Console.WriteLine("metriccare");
return 0;
