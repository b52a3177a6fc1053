# spark-submit takes a program for Python by the name of its script. Nobody reads this one: the program is named by spark.pyspark.driver.python.
